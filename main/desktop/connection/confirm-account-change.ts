import type { BrowserWindow } from 'electron';
import type { ConnectionSettings } from '../../core/model/connection-settings.ts';
import type { Translations } from '../shell/i18n.ts';
import { ask } from '../shell/message-box.ts';

/**
 * Asks the person whether files may go to another account from now on. It asks outside of the window, since whoever
 * gets hold of the window could else have the person's files sent to an account of theirs.
 */
export function confirmAccountChange(
  { baseUrl, userId }: ConnectionSettings,
  words: Translations,
  window: BrowserWindow | null,
): Promise<boolean> {
  return ask(window, {
    type: 'question',
    message: words('accountChange.question'),
    detail: words('accountChange.detail', { server: new URL(baseUrl).host, user: userId }),
    buttons: [words('accountChange.change'), words('accountChange.cancel')],
    defaultId: 0,
    cancelId: 1,
  });
}
