import { shell } from 'electron';

/** Puts a file into the system's trash. Electron rejects with words of the system alone, so it is named here. */
export async function moveToTrash(path: string): Promise<void> {
  try {
    await shell.trashItem(path);
  } catch (cause) {
    throw Object.assign(new Error('not trashed', { cause }), { code: 'not_trashed' });
  }
}
