import { openFile } from '../open-file.ts';
import { changedMeanwhile, isAsSent, isBeingWritten, putBack, type SentFile } from './put-back.ts';

/**
 * Trashes a file that has the bytes that were sent, before and after: what somebody wrote into it up to the end lies
 * where it was.
 * @param trash puts what lies at its path into the system's trash
 * @throws {FileError} `file_changed` where somebody wrote into it
 */
export async function trashAsSent(file: SentFile, trash: () => Promise<void>): Promise<void> {
  const held = await openFile(file.path, 'none');
  try {
    if (!(await isAsSent(held, file))) throw changedMeanwhile('trashed');
    if (process.platform === 'win32') {
      // Windows throws nothing away that is open, neither here nor in the program that writes it.
      await held.close();
      return await trash();
    }
    await trash();
    if ((await isAsSent(held, file)) && !(await isBeingWritten(held))) return;
    await putBack(held, file.path, null);
    throw changedMeanwhile('trashed');
  } finally {
    await held.close();
  }
}
