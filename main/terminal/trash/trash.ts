import { execFile } from 'node:child_process';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { driveOf } from '../../core/files/drive/drive.ts';
import { silent } from '../../core/files/drive/messages.ts';
import { trashHere } from './trash-here.ts';

/** How long a drive may take for one file, in ms. */
const LONGEST_MS = 30_000;

/** Moves a file to the system's trash, see {@link trashHere}. */
export function moveToTrash(path: string): Promise<void> {
  return driveOf(path) === null ? trashHere(path) : trashApart(path);
}

/**
 * Does the same in a process of its own, for a drive that may stop answering.
 * @param script replaces `trash-file.ts`
 * @throws ETIMEDOUT if the drive does not answer, else the system's error
 */
export function trashApart(path: string, script = scriptFile(), longestMs = LONGEST_MS): Promise<void> {
  return new Promise((resolve, reject) => {
    const options = { timeout: longestMs, killSignal: 'SIGKILL' } as const;
    execFile(process.execPath, [script, path], options, (error, stdout) => {
      if (error === null) resolve();
      else if (error.killed === true) reject(silent());
      else
        reject(Object.assign(new Error('not trashed', { cause: error }), { code: stdout || 'not_trashed' }));
    });
  });
}

/** @returns the script's source, or its built form, which is beside the script that starts it */
function scriptFile(): string {
  const file = import.meta.url.endsWith('.ts')
    ? new URL('./trash-file.ts', import.meta.url)
    : new URL(`trash-file${extname(import.meta.url)}`, import.meta.url);
  return fileURLToPath(file);
}
