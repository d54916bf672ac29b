import { lstat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Command } from 'commander';
import { Engine } from '../core/engine.ts';
import { MemoryStore } from '../core/store/memory-store.ts';
import { isActive, type Upload } from '../core/upload.ts';
import { configurationMessage, connectionFrom, dataFolderFrom } from './configuration.ts';
import { EXIT, ExitError } from './exit.ts';
import { jsonReport } from './json-report.ts';
import { plainReport } from './plain-report.ts';
import { printable } from './printable.ts';
import type { Report, Tally } from './report.ts';

interface UploadOptions {
  temporary?: true;
  json?: true;
  data?: string;
}

/** How often in a row a server that never answered is tried before its address is taken to be wrong. */
const FIRST_CONTACT_TRIES = 3;
/** How long a server that did answer may be out of reach, in ms, before the command gives up. */
const OFFLINE_BUDGET_MS = 5 * 60_000;

/** `hoist upload <paths…>`. `done` gets the exit code. */
export function uploadCommand(invokedFrom: string, done: (exitCode: number) => void): Command {
  return new Command('upload')
    .description('upload files and folders, and print their file ids')
    .argument('<paths...>', 'files, and folders with their sub-folders')
    .option('--temporary', 'let the server remove the files after 24 hours')
    .option('--json', 'print one JSON object a line')
    .option('--data <dir>', 'the data folder (default: the one of the desktop app)')
    .action(async (paths: string[], options: UploadOptions) => {
      done(
        await upload(
          paths.map((path) => resolve(invokedFrom, path)),
          options,
          invokedFrom,
        ),
      );
    });
}

async function upload(
  paths: readonly string[],
  options: UploadOptions,
  invokedFrom: string,
): Promise<number> {
  await refuseMissing(paths);
  const dataFolder = dataFolderFrom(options.data, process.env, invokedFrom);
  const settings = connectionFrom(process.env, dataFolder);
  const engine = new Engine({ store: new MemoryStore() });
  const report = await chooseReport(engine, options.json === true);
  const session = new UploadSession(engine, report);
  process.once('SIGINT', () => session.end({ exitCode: EXIT.interrupted }));
  process.once('SIGTERM', () => session.end({ exitCode: EXIT.terminated }));
  await engine.connect(settings);
  const retention = options.temporary === true ? 'temporary' : 'keep';
  engine.add(paths, retention).then(
    () => session.allAdded(),
    (error: unknown) => session.end({ error }),
  );
  return session.finished;
}

/** Nothing is sent where a path was mistyped. */
async function refuseMissing(paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    await lstat(path).catch((error: NodeJS.ErrnoException) => {
      // A folder on the way without permission is for the intake to tell.
      if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR' && error.code !== 'ENAMETOOLONG') return;
      throw new ExitError(`There is no file or folder ${printable(path)}. Nothing was sent.`);
    });
  }
}

async function chooseReport(engine: Engine, json: boolean): Promise<Report> {
  const write = (line: string) => process.stdout.write(line);
  if (json) return jsonReport(write);
  if (!process.stdout.isTTY) return plainReport(write);
  const { BarsReport } = await import('./bars-report.ts');
  return new BarsReport(engine.queue.uploads, process.stdout);
}

/** Follows the queue until all is done, or until there is a reason to end before. */
class UploadSession {
  readonly finished: Promise<number>;
  readonly #engine: Engine;
  readonly #report: Report;
  readonly #tally: Tally = { ready: 0, failed: 0, skipped: 0 };
  #settle: { resolve(exitCode: number): void; reject(error: unknown): void };
  #allAdded = false;
  #ending = false;
  #answered = false;
  #offlineSinceMs: number | null = null;
  #offlineTries = 0;

  constructor(engine: Engine, report: Report) {
    this.#engine = engine;
    this.#report = report;
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    this.finished = promise;
    this.#settle = { resolve, reject };
    engine.queue.uploads.subscribe((event) => {
      if (this.#ending) return;
      report.event(event);
      if (event.type === 'upload') this.#follow(event.upload);
      else if (event.type === 'gate') this.#gateChanged();
    });
  }

  allAdded(): void {
    this.#allAdded = true;
    this.#endIfDone();
  }

  /** Stops what still runs, has the last word and settles `finished`. */
  async end(how: { exitCode: number } | { error: unknown }): Promise<void> {
    if (this.#ending) return;
    this.#ending = true;
    await this.#engine.close();
    this.#report.summary(this.#tally);
    if ('error' in how) this.#settle.reject(how.error);
    else this.#settle.resolve(how.exitCode);
  }

  #follow(upload: Upload): void {
    if (upload.state.stage !== 'queued') this.#answered ||= upload.state.stage === 'uploading';
    if (isActive(upload.state)) return;
    this.#report.ended(upload);
    if (upload.state.stage === 'ready') this.#tally.ready += 1;
    else if (upload.state.stage === 'skipped') this.#tally.skipped += 1;
    else this.#tally.failed += 1;
    this.#endIfDone();
  }

  #endIfDone(): void {
    const { ready, failed, skipped } = this.#tally;
    if (!this.#allAdded || ready + failed + skipped < this.#engine.queue.uploads.count) return;
    this.end({ exitCode: failed === 0 && ready > 0 ? EXIT.ok : EXIT.failed });
  }

  /** A terminal has nobody who mends a setting meanwhile: it ends and says which one. */
  #gateChanged(): void {
    const { gate } = this.#engine.queue;
    if (gate.kind === 'configuration') {
      const { field, message } = gate.problem;
      this.end({ error: new ExitError(configurationMessage(field, message)) });
    } else if (gate.kind === 'offline') {
      this.#offlineTries += 1;
      this.#offlineSinceMs ??= Date.now();
      if (!this.#answered && this.#offlineTries >= FIRST_CONTACT_TRIES) {
        this.end({ error: new ExitError(configurationMessage('baseUrl', gate.message)) });
      } else if (Date.now() - this.#offlineSinceMs > OFFLINE_BUDGET_MS) {
        this.end({ error: new ExitError(gate.message, EXIT.failed) });
      }
    } else if (gate.kind === 'open') {
      this.#offlineSinceMs = null;
      this.#offlineTries = 0;
    }
  }
}
