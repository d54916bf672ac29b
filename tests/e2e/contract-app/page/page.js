/** What the page itself can do under its policy, kept for the tests to read. */
window.pageWasHere = true;
window.namesAtStart = Object.getOwnPropertyNames(window);
try {
  // biome-ignore lint/security/noGlobalEval: whether the policy stops it is the question
  window.evalSaid = String(eval('1 + 1'));
} catch (error) {
  window.evalSaid = error.name;
}
window.dropped = [];
window.addEventListener('dragover', (event) => event.preventDefault());
window.addEventListener('drop', (event) => {
  event.preventDefault();
  window.dropped = [...event.dataTransfer.files];
});
