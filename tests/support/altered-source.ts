import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** An edit of one source file: `from` stands in it exactly once. */
export interface SourceEdit {
  /** From the root of the repository, such as `main/core/job/upload-job.ts`. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** The sources of the main process, or a copy of them with edits, for tests to load and to start. */
export interface Source extends Disposable {
  readonly root: string;
  /** @param file as in {@link SourceEdit} */
  load<T>(file: string): Promise<T>;
}

const ROOT = resolve(import.meta.dirname, '../..');

/**
 * A copy of the sources with these edits, until it is disposed of; the sources themselves where there are none.
 * @throws where a file has changed so that an edit no longer fits
 */
export function alteredSource(edits: readonly SourceEdit[]): Source {
  const load =
    (root: string) =>
    async <T>(file: string) =>
      (await import(join(root, file))) as T;
  if (edits.length === 0) return { root: ROOT, load: load(ROOT), [Symbol.dispose]: () => {} };
  const root = mkdtempSync(join(tmpdir(), 'hoist-altered-'));
  const remove = () => rmSync(root, { recursive: true, force: true });
  for (const part of ['main', 'tsconfig.json', 'package.json']) {
    cpSync(join(ROOT, part), join(root, part), { recursive: true });
  }
  symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'));
  try {
    for (const edit of edits) alter(root, edit);
  } catch (error) {
    remove();
    throw error;
  }
  return { root, load: load(root), [Symbol.dispose]: remove };
}

function alter(root: string, edit: SourceEdit): void {
  const path = join(root, edit.file);
  writeFileSync(path, edited(readFileSync(path, 'utf8'), edit));
}

/** @returns the text of the file with the edit in it. @throws where the edit does not fit once */
export function edited(text: string, { file, from, to }: SourceEdit): string {
  const parts = text.split(from);
  if (parts.length !== 2) throw new Error(`${parts.length - 1} places in ${file} read: ${from}`);
  return parts.join(to);
}
