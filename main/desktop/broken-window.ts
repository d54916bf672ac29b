import { dialog } from 'electron';
import type { Words } from './words.ts';

/** The window broke too often to be opened again by itself. */
export async function offerWindow(
  t: Words,
  parts: { readonly open: () => void; readonly quit: () => void },
): Promise<void> {
  const { response } = await dialog.showMessageBox({
    type: 'warning',
    message: t('trouble.windowMessage'),
    detail: t('trouble.windowDetail'),
    buttons: [t('trouble.openAgain'), t('leaving.quit')],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  if (response === 0) parts.open();
  else parts.quit();
}
