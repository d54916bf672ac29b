import { type BrowserWindow, dialog, type MessageBoxOptions } from 'electron';

export type Question = Pick<
  MessageBoxOptions,
  'type' | 'message' | 'detail' | 'buttons' | 'defaultId' | 'cancelId'
>;

/**
 * Decides whose child a dialog is, for every dialog of the app. Linux calls a minimised window visible, and window
 * managers hide the children of minimised windows, so that nobody would see the dialog.
 * @returns null where the dialog stands alone
 */
export function dialogParent(window: BrowserWindow | null): BrowserWindow | null {
  if (window === null || window.isDestroyed()) return null;
  return window.isVisible() && !window.isMinimized() ? window : null;
}

/**
 * Asks the person in a dialog of the system, over the window where it is seen.
 * @returns which button was chosen, counting from 0
 */
export async function askWhich(window: BrowserWindow | null, question: Question): Promise<number> {
  const options = { noLink: true, ...question };
  const parent = dialogParent(window);
  const { response } =
    parent === null ? await dialog.showMessageBox(options) : await dialog.showMessageBox(parent, options);
  return response;
}

/**
 * The same, for two buttons.
 * @returns whether the first one was chosen
 */
export async function ask(window: BrowserWindow | null, question: Question): Promise<boolean> {
  return (await askWhich(window, question)) === 0;
}
