import { extensionsFor } from '../../core/model/file-types.ts';
import type { Queue } from '../../core/queue/queue.ts';
import type { FileDialogs } from '../settings/file-dialogs.ts';
import type { Translations } from '../shell/i18n.ts';

/**
 * Asks for files or folders to upload in the system's dialog.
 * @returns none where the person chose none
 */
export function choosePaths(
  what: 'files' | 'folder',
  { fileLimits }: Pick<Queue, 'fileLimits'>,
  t: Translations,
  dialogs: FileDialogs,
): Promise<readonly string[]> {
  if (what === 'folder') {
    const title = t('dialog.chooseFolders');
    return dialogs.open('upload', { title, properties: ['openDirectory', 'multiSelections'] });
  }
  const extensions = extensionsFor(fileLimits.allowedTypes).map((extension) => extension.slice(1));
  return dialogs.open('upload', {
    title: t('dialog.chooseFiles'),
    properties: ['openFile', 'multiSelections'],
    filters: [
      { name: t('dialog.documents'), extensions },
      { name: t('dialog.allFiles'), extensions: ['*'] },
    ],
  });
}
