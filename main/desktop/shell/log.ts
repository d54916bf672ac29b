import { mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { appendPrivate } from '../../core/files/private-files.ts';
import { redact } from './redact.ts';

/** Two files of this size at most: the one being written, and the one before. */
const MAX_BYTES = 512 * 1024;
/** The stack of one error; what is longer repeats itself. */
const MAX_LINE = 8000;
const MAX_WORKED_ON = 4 * MAX_LINE;

/** What happened to the app, for whoever looks for the cause of trouble. It holds no secret and no file's name. */
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

  /** Takes secrets out that can be told by nothing but their value. */
  hide(withoutSecrets: (text: string) => string): void {
    this.#withoutSecrets = withoutSecrets;
  }

  info(text: string): void {
    this.#write('info', text);
  }

  error(what: string, error: unknown): void {
    this.#write('error', `${what}: ${causesOf(error)}`);
  }

  #write(level: 'info' | 'error', text: string): void {
    // Cut first, but not within a secret that is told by its whole value.
    const worked = this.#withoutSecrets(text).slice(0, MAX_WORKED_ON);
    const shown = redact(worked).slice(0, MAX_LINE).replaceAll('\n', '\n    ');
    try {
      mkdirSync(this.folder, { recursive: true, mode: 0o700 });
      this.#turnOver();
      appendPrivate(this.path, `${new Date().toISOString()} ${level.padEnd(5)} ${shown}\n`);
    } catch {
      // A log that cannot be written, on a full disk say, must not become the trouble that it tells of.
    }
  }

  #turnOver(): void {
    const size = statSync(this.path, { throwIfNoEntry: false })?.size ?? 0;
    if (size >= MAX_BYTES) renameSync(this.path, this.olderPath);
  }
}

/** The error with its stack, and what caused it. */
function causesOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = withoutOddPaths(error.stack ?? `${error.name}: ${error.message}`, error);
  return error.cause === undefined ? own : `${own}\ncaused by ${causesOf(error.cause)}`;
}

/** A file's name with a line break does not end where the line of its error does, so it is known by the error itself. */
function withoutOddPaths(text: string, error: object): string {
  const { path, dest } = error as { readonly path?: unknown; readonly dest?: unknown };
  return [dest, path].reduce<string>(
    (shown, name) => (typeof name === 'string' && name.includes('\n') ? shown.replaceAll(name, '…') : shown),
    text,
  );
}
