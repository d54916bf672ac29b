/**
 * A ref for a button that may disappear, such as one in a banner. If it has the focus then, the main part takes it, so
 * that the tab key continues from there.
 */
export const handsBackFocus = (button: HTMLButtonElement) => () => {
  if (button !== document.activeElement) return;
  const main = button.closest('main') ?? document.querySelector('main');
  main?.focus({ preventScroll: true });
};
