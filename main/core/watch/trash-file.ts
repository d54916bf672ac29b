import { HeldFile } from './held-file.ts';
import { changedMeanwhile, isBeingWritten, putBack, type SentFile } from './restore-file.ts';

/**
 * Trashes a file that has the bytes that were sent, before and after: what somebody wrote into it up to the end lies
 * where it was, and what has taken its place stays there.
 * @param trash puts what lies at its path into the system's trash
 * @throws {FileError} `file_changed` where somebody wrote into it, or its path leads to another file
 */
export async function trashAsSent(file: SentFile, trash: () => Promise<void>): Promise<void> {
  await using held = await HeldFile.open(file);
  if (!(await held.isAsSent()) || !(await held.isAtItsPath())) throw changedMeanwhile('trashed');
  if (process.platform === 'win32') {
    // Windows throws nothing away that is open, neither here nor in the program that writes it.
    await held.handle.close();
    return await trash();
  }
  await trash();
  // Its path led elsewhere in the last moment: something else was trashed.
  if (await held.isNamed()) throw changedMeanwhile('trashed');
  if ((await held.isAsSent()) && !(await isBeingWritten(held.handle))) return;
  await putBack(held.handle, held.place, null);
  throw changedMeanwhile('trashed');
}
