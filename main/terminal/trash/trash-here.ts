import { lstat } from 'node:fs/promises';
import { release } from 'node:os';
import { demandOwnTrash } from './own-trash.ts';

/**
 * Moves a file to the system's trash, in this process.
 * @throws `not_trashed` if the trash is another user's
 * @throws `ENOENT` if the file is gone: another Hoist that watches the same folder may have trashed it
 */
export async function trashHere(path: string): Promise<void> {
  await demandOwnTrash(path);
  // Loaded on demand, because few commands need it.
  const { default: trash } = await import('trash');
  const namesResult = process.platform === 'linux' && !/microsoft/i.test(release());
  if (!namesResult) await lstat(path);
  const result: unknown = await trash(path, { glob: false });
  // The package ignores a file that is gone. On Linux, but not in WSL, it returns the place of each file that it moved.
  if (namesResult && result === undefined)
    throw Object.assign(new Error('the file is gone'), { code: 'ENOENT' });
}
