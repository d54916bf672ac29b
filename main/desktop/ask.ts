import { type BrowserWindow, dialog, type MessageBoxOptions } from 'electron';

export type Question = Pick<
  MessageBoxOptions,
  'type' | 'message' | 'detail' | 'buttons' | 'defaultId' | 'cancelId'
>;

/**
 * Asks the person in a dialog of the system, over the window where it is seen.
 * @returns which button was chosen, counting from 0
 */
export async function askWhich(window: BrowserWindow | null, question: Question): Promise<number> {
  const options = { noLink: true, ...question };
  const { response } =
    window?.isVisible() === true
      ? await dialog.showMessageBox(window, options)
      : await dialog.showMessageBox(options);
  return response;
}

/** The same, for two buttons. @returns whether the first one was chosen */
export async function ask(window: BrowserWindow | null, question: Question): Promise<boolean> {
  return (await askWhich(window, question)) === 0;
}
