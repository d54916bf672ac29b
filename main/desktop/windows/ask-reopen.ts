import type { Translations } from '../shell/i18n.ts';
import { ask } from '../shell/message-box.ts';

/** The window broke too often to be opened again by itself. */
export async function offerWindow(
  t: Translations,
  parts: { readonly open: () => void; readonly quit: () => void },
): Promise<void> {
  const wantsIt = await ask(null, {
    type: 'warning',
    message: t('trouble.windowMessage'),
    detail: t('trouble.windowDetail'),
    buttons: [t('trouble.openAgain'), t('leaving.quit')],
    defaultId: 0,
    cancelId: 0,
  });
  if (wantsIt) parts.open();
  else parts.quit();
}
