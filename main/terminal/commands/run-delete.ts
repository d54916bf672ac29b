import { createInterface } from 'node:readline';
import { EXIT, ExitError } from '../output/exit.ts';
import { say } from '../output/language.ts';
import { printable } from '../output/printable.ts';
import { DeletionReport } from '../server-files/deletion-report.ts';
import { withServerFiles } from '../server-files/with-server-files.ts';
import { parseFileId } from './run-text.ts';

interface RunOptions {
  readonly yes?: true;
  readonly json?: true;
  readonly data?: string;
  readonly invokedFrom: string;
}

/**
 * Deletes files from the server, and prints what becomes of each.
 * @returns the exit code
 */
export async function runDelete(named: readonly string[], options: RunOptions): Promise<number> {
  const { yes, json, ...place } = options;
  const fileIds = [...new Set(named.map(parseFileId))];
  if (yes !== true && !(await isConfirmed(fileIds))) {
    process.stderr.write(`${say('nothing_deleted')}\n`);
    return EXIT.failed;
  }
  const report = new DeletionReport(json === true);
  const open = new Set(fileIds);
  let isRequested = false;
  try {
    await withServerFiles(place, (files) => {
      isRequested = true;
      return files.remove(fileIds, (fileId, outcome) => {
        open.delete(fileId);
        report.ended(fileId, outcome);
      });
    });
  } finally {
    if (isRequested && open.size > 0) process.stderr.write(`${say('deletions_left', { left: open.size })}\n`);
  }
  report.summary();
  return report.totals.failed === 0 && open.size === 0 ? EXIT.ok : EXIT.failed;
}

/** @throws {ExitError} if there is nobody to ask */
async function isConfirmed(fileIds: readonly string[]): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) throw new ExitError(say('deletion_needs_yes'));
  const ids = fileIds.map(printable).join('\n');
  const question = say('deletion_question', { count: fileIds.length });
  process.stderr.write(`${ids}\n${question} `);
  // Without a terminal of its own, Ctrl+C stays a signal.
  const lines = createInterface({ input: process.stdin, terminal: false });
  try {
    for await (const line of lines) return /^\s*(y|yes|j|ja)\s*$/i.test(line);
    return false;
  } finally {
    lines.close();
    process.stdin.pause();
  }
}
