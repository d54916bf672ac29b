import { lstat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { readableDestination } from '../core/connection.ts';
import type { Engine } from '../core/engine.ts';
import { StoreError } from '../core/store/errors.ts';
import { isActive, type Retention, type Upload } from '../core/upload.ts';
import { connectionFrom, dataFolderFrom } from './configuration.ts';
import { openDataFolder } from './data-folder.ts';
import { EXIT, ExitError } from './exit.ts';
import { printable } from './printable.ts';
import type { Report } from './report.ts';
import { AFTER_DISK_TROUBLE, Session } from './session.ts';
import { engineLimits, lineReport, terminalEngine } from './terminal-engine.ts';

export interface CommonOptions {
  readonly json?: true;
  readonly data?: string;
  readonly limitRate?: string;
}

interface RunOptions extends CommonOptions {
  /** Relative paths are meant from here. */
  readonly invokedFrom: string;
}

/** Uploads what is at these paths. Answers the exit code. */
export async function runUpload(
  named: readonly string[],
  retention: Retention,
  options: RunOptions,
): Promise<number> {
  await refuseMissing(named, options.invokedFrom);
  const paths = named.map((path) => resolve(options.invokedFrom, path));
  return run(options, (engine, session) => engine.add(paths, retention, (uploads) => session.watch(uploads)));
}

/** Goes on with all that was left for this connection. Answers the exit code; nothing left is fine. */
export async function runResume(options: RunOptions): Promise<number> {
  let left = 0;
  const exitCode = await run(options, async ({ queue }, session) => {
    const active = [...queue.uploads.all()].filter(({ state }) => isActive(state));
    const here = active.filter(({ destination }) => destination === queue.destination);
    tellOfOthers(active.filter((upload) => !here.includes(upload)));
    left = here.length;
    session.watch(here);
    queue.start(here);
  });
  return left === 0 && exitCode === EXIT.failed ? EXIT.ok : exitCode;
}

async function run(
  { json, data, limitRate, invokedFrom }: RunOptions,
  begin: (engine: Engine, session: Session) => Promise<void>,
): Promise<number> {
  const dataFolder = dataFolderFrom(data, process.env, invokedFrom);
  const settings = connectionFrom(process.env, dataFolder);
  const limits = engineLimits(limitRate, dataFolder);
  const store = openDataFolder(dataFolder);
  const engine = terminalEngine(store, limits);
  const session = new Session(engine, await chooseReport(engine, json === true));
  // The same signal may come twice, from the terminal and from npm; the second must not kill what the first ends.
  process.on('SIGINT', () => session.end({ exitCode: EXIT.interrupted }));
  process.on('SIGTERM', () => session.end({ exitCode: EXIT.terminated }));
  process.on('SIGHUP', () => session.end({ exitCode: EXIT.hungUp }));
  try {
    await engine.connect(settings);
    begin(engine, session).then(
      () => session.allAdded(),
      (error: unknown) => session.end({ error }),
    );
    const exitCode = await session.finish();
    // What has ended is history; the list is for what has not.
    engine.queue.remove(session.ids);
    return exitCode;
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    throw new ExitError(`${error.message} ${AFTER_DISK_TROUBLE}`, EXIT.failed);
  } finally {
    store.close();
  }
}

/** Nothing is sent where a path was mistyped. */
async function refuseMissing(paths: readonly string[], invokedFrom: string): Promise<void> {
  for (const path of paths) {
    // As of a variable that is not set: resolved, it would be the whole working folder.
    if (path === '') throw new ExitError('One of the paths is empty. Nothing was sent.');
    await lstat(resolve(invokedFrom, path)).catch((error: NodeJS.ErrnoException) => {
      // A folder on the way without permission is for the intake to tell.
      if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR' && error.code !== 'ENAMETOOLONG') return;
      throw new ExitError(`There is no file or folder ${printable(path)}. Nothing was sent.`);
    });
  }
}

function tellOfOthers(uploads: readonly Upload[]): void {
  const counts = new Map<string, number>();
  for (const { destination } of uploads) {
    if (destination !== null) counts.set(destination, (counts.get(destination) ?? 0) + 1);
  }
  for (const [destination, count] of counts) {
    process.stderr.write(`${count} more wait for ${printable(readableDestination(destination))}.\n`);
  }
}

async function chooseReport(engine: Engine, json: boolean): Promise<Report> {
  if (json || !process.stdout.isTTY) return lineReport(engine, json);
  const { BarsReport } = await import('./bars-report.ts');
  return new BarsReport(engine.queue.uploads, process.stdout);
}
