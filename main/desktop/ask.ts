import { type BrowserWindow, dialog, type MessageBoxOptions } from 'electron';

/**
 * Asks the person in a dialog of the system, over the window where it is seen.
 * @returns whether the first button was chosen
 */
export async function ask(
  window: BrowserWindow | null,
  question: Pick<MessageBoxOptions, 'type' | 'message' | 'detail' | 'buttons' | 'defaultId' | 'cancelId'>,
): Promise<boolean> {
  const options = { noLink: true, ...question };
  const { response } =
    window?.isVisible() === true
      ? await dialog.showMessageBox(window, options)
      : await dialog.showMessageBox(options);
  return response === 0;
}
