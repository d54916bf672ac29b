import { existsSync } from 'node:fs';
import { cp, lstat } from 'node:fs/promises';
import type { Upload } from '../../../main/core/model/upload.ts';
import { SqliteStore } from '../../../main/core/store/sqlite-store.ts';
import { tempFolder } from '../temp-folder.ts';

/** The data folder as a killed Hoist left it, read from a copy, so that the next start finds it unchanged. */
export async function leftOnDisk(dataDir: string): Promise<{ listed: Upload[]; history: Upload[] }> {
  // The kill may come before the first write.
  if (!existsSync(dataDir)) return { listed: [], history: [] };
  await using folder = await tempFolder();
  const copy = folder.at('data');
  // A killed Hoist leaves its socket, which cannot be copied.
  const isNoSocket = async (path: string) => !(await lstat(path)).isSocket();
  await cp(dataDir, copy, { recursive: true, filter: isNoSocket });
  const store = new SqliteStore(copy, Date.now());
  try {
    return { listed: store.load(), history: [...store.history.all()] };
  } finally {
    store.close();
  }
}
