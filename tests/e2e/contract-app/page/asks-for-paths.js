/** What a page might try that has read the stand-in's source: a stop of the same name, without knowing the secret. */
window.askForPaths = (files) => {
  const question = { secret: 'guessed', files, answer: null };
  function standInAsksForPaths(question) {
    // biome-ignore lint/suspicious/noDebugger: the stop is the attempt
    debugger;
    return question;
  }
  return standInAsksForPaths(question).answer;
};
