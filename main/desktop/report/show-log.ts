import { mkdir } from 'node:fs/promises';
import { shell } from 'electron';
import type { Log } from '../shell/log.ts';

/** The log's folder, with the log selected, in the file manager. */
export async function showLog(log: Log): Promise<void> {
  await mkdir(log.folder, { recursive: true });
  log.info('the log is shown');
  shell.showItemInFolder(log.path);
}
