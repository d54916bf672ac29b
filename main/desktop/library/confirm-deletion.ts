import type { BrowserWindow } from 'electron';
import type { Translations } from '../shell/i18n.ts';
import { ask } from '../shell/message-box.ts';

const MAX_NAME = 80;

/** Asks in a dialog outside of the window, which a taken-over window cannot answer. */
export function confirmDeletion(
  names: readonly string[],
  t: Translations,
  window: BrowserWindow | null,
): Promise<boolean> {
  // A character that turns the reading direction or breaks the line would show another name.
  const first = (names[0] ?? '').replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '\ufffd');
  const name = first.length > MAX_NAME ? `${first.slice(0, MAX_NAME)}…` : first;
  return ask(window, {
    type: 'warning',
    message: t('deletion.question', { count: names.length, name }),
    detail: t('deletion.detail'),
    buttons: [t('deletion.delete'), t('deletion.cancel')],
    defaultId: 1,
    cancelId: 1,
  });
}
