import type { LibraryPage, LibraryRow } from '../../core/library/answers.ts';
import { jsonText } from '../../core/model/unprintable.ts';
import { EXIT, ExitError } from '../output/exit.ts';
import { say, sizeText } from '../output/language.ts';
import { print } from '../output/output.ts';
import { printable } from '../output/printable.ts';
import { problemText } from '../server-files/problem-text.ts';
import type { ServerFiles } from '../server-files/server-files.ts';
import { withServerFiles } from '../server-files/with-server-files.ts';

interface RunOptions {
  readonly page: number;
  readonly all?: true;
  readonly json?: true;
  readonly data?: string;
  readonly invokedFrom: string;
}

/**
 * Prints the server's files, a line each.
 * @returns the exit code
 */
export function runList({ page, all, json, ...place }: RunOptions): Promise<number> {
  const lineOf = json === true ? jsonLine : textLine;
  return withServerFiles(place, async (files) => {
    if (all === true) {
      for await (const row of everyRow(files)) await print(`${lineOf(row)}\n`);
      return EXIT.ok;
    }
    const listed = await pageOf(files, page);
    for (const row of listed.rows) await print(`${lineOf(row)}\n`);
    if (json !== true) process.stderr.write(remark(listed));
    return EXIT.ok;
  });
}

/** All rows, each once: files that come or go meanwhile move others to the next page or back. */
async function* everyRow(files: ServerFiles): AsyncGenerator<LibraryRow> {
  const seen = new Set<string>();
  for (let page = 1; ; page += 1) {
    const { rows, limit, total } = await pageOf(files, page);
    const fresh = rows.filter(({ fileId }) => !seen.has(fileId));
    for (const row of fresh) {
      seen.add(row.fileId);
      yield row;
    }
    // A server that repeats itself has no more.
    if (fresh.length === 0 || page * limit >= total) return;
  }
}

async function pageOf(files: ServerFiles, page: number): Promise<LibraryPage> {
  const answer = await files.page(page);
  if (!answer.ok) throw new ExitError(problemText(answer.problem, 'server_lists_nothing'), EXIT.failed);
  return answer.value;
}

function jsonLine({ fileId, name, sizeBytes, uploadedAtMs, madeFrom }: LibraryRow): string {
  const uploadedAt = uploadedAtMs === null ? null : new Date(uploadedAtMs).toISOString();
  const known = { size_bytes: sizeBytes, uploaded_at: uploadedAt, made_from: madeFrom };
  return jsonText({ file_id: fileId, name, ...known });
}

/** The id comes first, so that it can be cut off. Time and size are known of files that came from this computer. */
function textLine({ fileId, name, sizeBytes, uploadedAtMs, madeFrom }: LibraryRow): string {
  const time = uploadedAtMs === null ? '-' : localTime(new Date(uploadedAtMs));
  const size = sizeBytes === null ? '-' : sizeText(sizeBytes);
  const file =
    madeFrom === null
      ? printable(name)
      : say('made_from', { file: printable(madeFrom), name: printable(name) });
  return `${fileId}  ${time.padEnd(16)}  ${size.padStart(8)}  ${file}`;
}

/** `2026-11-27 14:02` */
function localTime(date: Date): string {
  const two = (number: number) => String(number).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** @returns what the page leaves out; empty if it is all */
function remark({ rows, page, limit, total }: LibraryPage): string {
  if (rows.length === 0 && page === 1) return `${say('no_files')}\n`;
  const first = (page - 1) * limit + 1;
  const last = first + rows.length - 1;
  if (rows.length === 0) return `${say('no_files_on_page', { page, total })}\n`;
  if (last >= total) return '';
  return `${say('more_files', { first, last, total, next: page + 1 })}\n`;
}
