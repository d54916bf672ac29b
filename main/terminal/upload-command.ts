import { lstat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Command } from 'commander';
import { Engine } from '../core/engine.ts';
import { isActive } from '../core/upload.ts';
import { connectionFrom, dataFolderFrom } from './configuration.ts';
import { openDataFolder } from './data-folder.ts';
import { EXIT, ExitError } from './exit.ts';
import { jsonReport } from './json-report.ts';
import { plainReport } from './plain-report.ts';
import { printable } from './printable.ts';
import type { Report } from './report.ts';
import { Session } from './session.ts';

interface CommonOptions {
  json?: true;
  data?: string;
}

interface UploadOptions extends CommonOptions {
  temporary?: true;
}

/** `hoist upload <paths…>`. `done` gets the exit code. */
export function uploadCommand(invokedFrom: string, done: (exitCode: number) => void): Command {
  const command = new Command('upload')
    .description('upload files and folders, and print their file ids')
    .argument('<paths...>', 'files, and folders with their sub-folders')
    .option('--temporary', 'let the server remove the files after 24 hours');
  return withCommonOptions(command).action(async (named: string[], options: UploadOptions) => {
    const paths = named.map((path) => resolve(invokedFrom, path));
    await refuseMissing(paths);
    const retention = options.temporary === true ? 'temporary' : 'keep';
    done(
      await run(options, invokedFrom, (engine, session) =>
        engine.add(paths, retention, (uploads) => session.watch(uploads)),
      ),
    );
  });
}

/** `hoist resume`: goes on with what an earlier command or the app left. */
export function resumeCommand(invokedFrom: string, done: (exitCode: number) => void): Command {
  const command = new Command('resume').description('go on with uploads that did not come to their end');
  return withCommonOptions(command).action(async (options: CommonOptions) => {
    let left = 0;
    const exitCode = await run(options, invokedFrom, async ({ queue }, session) => {
      const active = [...queue.uploads.all()].filter(({ state }) => isActive(state));
      const here = active.filter(
        ({ destination }) => destination === null || destination === queue.destination,
      );
      tellOfOthers(active.length - here.length);
      left = here.length;
      session.watch(here);
      queue.start(here);
    });
    done(left === 0 && exitCode === EXIT.failed ? EXIT.ok : exitCode);
  });
}

function withCommonOptions(command: Command): Command {
  return command
    .option('--json', 'print one JSON object a line')
    .option('--data <dir>', 'the data folder (default: the one of the desktop app)');
}

async function run(
  options: CommonOptions,
  invokedFrom: string,
  begin: (engine: Engine, session: Session) => Promise<void>,
): Promise<number> {
  const dataFolder = dataFolderFrom(options.data, process.env, invokedFrom);
  const settings = connectionFrom(process.env, dataFolder);
  const store = openDataFolder(dataFolder);
  const engine = new Engine({ store, startKept: false });
  const session = new Session(engine, await chooseReport(engine, options.json === true));
  process.once('SIGINT', () => session.end({ exitCode: EXIT.interrupted }));
  process.once('SIGTERM', () => session.end({ exitCode: EXIT.terminated }));
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
  } finally {
    store.close();
  }
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

function tellOfOthers(count: number): void {
  if (count === 0) return;
  process.stderr.write(`${count} more wait for another server or user, and stay as they are.\n`);
}

async function chooseReport(engine: Engine, json: boolean): Promise<Report> {
  const write = (line: string) => process.stdout.write(line);
  if (json) return jsonReport(write);
  if (!process.stdout.isTTY) return plainReport(write);
  const { BarsReport } = await import('./bars-report.ts');
  return new BarsReport(engine.queue.uploads, process.stdout);
}
