import { type BrowserWindow, dialog } from 'electron';
import type { ConnectionSettings } from '../core/connection.ts';
import type { Words } from './words.ts';

/**
 * Asks the person whether files may go to another account from now on. It asks outside of the window, since whoever
 * gets hold of the window could else have the person's files sent to an account of theirs.
 */
export async function confirmAccountChange(
  { baseUrl, userId }: ConnectionSettings,
  words: Words,
  window: BrowserWindow | null,
): Promise<boolean> {
  const options: Electron.MessageBoxOptions = {
    type: 'question',
    message: words('accountChange.question'),
    detail: words('accountChange.detail', { server: new URL(baseUrl).host, user: userId }),
    buttons: [words('accountChange.change'), words('accountChange.cancel')],
    defaultId: 0,
    cancelId: 1,
    noLink: true,
  };
  const { response } =
    window === null ? await dialog.showMessageBox(options) : await dialog.showMessageBox(window, options);
  return response === 0;
}
