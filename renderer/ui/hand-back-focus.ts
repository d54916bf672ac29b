/**
 * The ref of a button that goes by itself, such as one in a banner that is over: where it has the focus as it goes,
 * the main part takes it, so that the tab key leads on from there instead of from the top of the window.
 */
export const handsBackFocus = (button: HTMLButtonElement) => () => {
  if (button !== document.activeElement) return;
  const main = button.closest('main') ?? document.querySelector('main');
  main?.focus({ preventScroll: true });
};
