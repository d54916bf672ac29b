/**
 * `shell.trashItem`: what is trashed lies in the temp folder of this run, as there is no desktop to have a trash.
 *
 * Electron gives it to a thread pool that starts after the main script. So a main script that awaits it waits for ever.
 */
import { cp, lstat, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, isAbsolute, join } from 'node:path';
import { whenReady } from '../lifecycle.ts';

export async function trashItem(path: string): Promise<void> {
  if (typeof path !== 'string' || !isAbsolute(path)) throw new Error('Failed to parse path');
  await whenReady();
  await lstat(path).catch((cause) => {
    throw new Error('Failed to move item to trash', { cause });
  });
  const temp = process.env['HOIST_STAND_IN_TEMP'] ?? tmpdir();
  const target = join(await mkdtemp(join(temp, 'trash-')), basename(path));
  try {
    await rename(path, target);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    await cp(path, target, { recursive: true, preserveTimestamps: true });
    await rm(path, { recursive: true });
  }
}
