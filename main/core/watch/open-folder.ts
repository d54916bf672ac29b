import { constants } from 'node:fs';
import { access, type FileHandle, open } from 'node:fs/promises';

/**
 * Opens a folder that has a path by its descriptor, wherever it is by now; null where the system has none such.
 * @param flags more of them than it takes
 * @throws the system's error
 */
export async function openFolder(path: string, flags = 0): Promise<FileHandle | null> {
  if (process.platform !== 'linux') return null;
  const handle = await open(path, constants.O_RDONLY | constants.O_DIRECTORY | flags);
  const isUsable = await access(pathOf(handle)).then(
    () => true,
    () => false,
  );
  if (isUsable) return handle;
  await handle.close();
  return null;
}

/** The path of an open folder. Linux alone has such. */
export function pathOf(folder: FileHandle): string {
  return `/proc/self/fd/${folder.fd}`;
}
