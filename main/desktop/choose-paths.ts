import { type BrowserWindow, dialog } from 'electron';
import { extensionsFor } from '../core/file-types.ts';
import type { Queue } from '../core/queue.ts';
import type { Words } from './words.ts';

/**
 * Asks for files or folders to upload in the system's dialog, over the window where it is seen; none where the person
 * chose none.
 */
export async function choosePaths(
  what: 'files' | 'folder',
  { fileLimits }: Pick<Queue, 'fileLimits'>,
  words: Words,
  window: BrowserWindow | null,
): Promise<readonly string[]> {
  const extensions = extensionsFor(fileLimits.allowedTypes).map((extension) => extension.slice(1));
  const options: Electron.OpenDialogOptions =
    what === 'folder'
      ? { title: words('dialog.chooseFolders'), properties: ['openDirectory', 'multiSelections'] }
      : {
          title: words('dialog.chooseFiles'),
          properties: ['openFile', 'multiSelections'],
          filters: [
            { name: words('dialog.documents'), extensions },
            { name: words('dialog.allFiles'), extensions: ['*'] },
          ],
        };
  const { filePaths } =
    window?.isVisible() === true
      ? await dialog.showOpenDialog(window, options)
      : await dialog.showOpenDialog(options);
  return filePaths;
}
