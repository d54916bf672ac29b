import { mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { appendPrivate } from '../../core/files/private-files.ts';
import { redact } from './redact.ts';

/** The most bytes in each of two files, the present one and the one before. */
const MAX_BYTES = 512 * 1024;
/** The longest entry. Longer stacks repeat themselves. */
const MAX_LINE = 8000;
const MAX_WORKED_ON = 4 * MAX_LINE;

/** Logs what happened to the app, for finding causes of problems. It holds no secret and no file's name. */
export class Log {
  readonly folder: string;
  /** The file that is being written. */
  readonly path: string;
  readonly olderPath: string;
  #withoutSecrets: (text: string) => string = (text) => text;

  constructor(folder: string) {
    this.folder = folder;
    this.path = join(folder, 'hoist.log');
    this.olderPath = join(folder, 'hoist.older.log');
  }

  /** Removes secrets that only their value identifies. */
  hide(withoutSecrets: (text: string) => string): void {
    const before = this.#withoutSecrets;
    this.#withoutSecrets = (text) => withoutSecrets(before(text));
  }

  info(text: string): void {
    this.#write('info', text);
  }

  error(what: string, error: unknown): void {
    this.#write('error', `${what}: ${causesOf(error)}`);
  }

  #write(level: 'info' | 'error', text: string): void {
    // Secrets are removed before the cut, which could split one.
    const worked = this.#withoutSecrets(text).slice(0, MAX_WORKED_ON);
    const shown = redact(worked).slice(0, MAX_LINE).replaceAll('\n', '\n    ');
    try {
      mkdirSync(this.folder, { recursive: true, mode: 0o700 });
      this.#turnOver();
      appendPrivate(this.path, `${new Date().toISOString()} ${level.padEnd(5)} ${shown}\n`);
    } catch {
      // A log that cannot be written, as on a full disk, must not become an error of its own.
    }
  }

  #turnOver(): void {
    const size = statSync(this.path, { throwIfNoEntry: false })?.size ?? 0;
    if (size >= MAX_BYTES) renameSync(this.path, this.olderPath);
  }
}

/** @returns the error's stack, followed by its causes */
function causesOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = withoutOddPaths(error.stack ?? `${error.name}: ${error.message}`, error);
  return error.cause === undefined ? own : `${own}\ncaused by ${causesOf(error.cause)}`;
}

/** A file's name with a line break does not end with the error's line, so the error's own fields identify it. */
function withoutOddPaths(text: string, error: object): string {
  const { path, dest } = error as { readonly path?: unknown; readonly dest?: unknown };
  return [dest, path].reduce<string>(
    (shown, name) => (typeof name === 'string' && name.includes('\n') ? shown.replaceAll(name, '…') : shown),
    text,
  );
}
