import { shell } from 'electron';
import type { OpenOutcome } from '../../../preload/contract/contract.ts';
import { namedAnywhere } from '../../core/files/drive/named-anywhere.ts';
import { isDocument } from './document-types.ts';

/**
 * Opens a file of the person as the system does, if it is a document, also where the path is a link. Anything else could be a program
 * and is only shown in its folder.
 */
export async function openDocument(path: string): Promise<OpenOutcome> {
  let real: string;
  let kind: string;
  try {
    real = await namedAnywhere.realpath(path);
    ({ kind } = await namedAnywhere.look(real));
  } catch {
    return 'not-there';
  }
  if (kind !== 'file' || !isDocument(path) || !isDocument(real)) {
    shell.showItemInFolder(path);
    return 'shown';
  }
  return (await shell.openPath(real)) === '' ? 'opened' : 'not-opened';
}
