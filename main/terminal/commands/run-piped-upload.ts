import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import type { NamedPaths } from '../../core/model/intake-item.ts';
import { FolderNotPrivate, StoreError } from '../../core/model/store-error.ts';
import { receivePiped, TooMuchPiped } from '../../core/queue/piped-files.ts';
import { ownFolder } from '../../core/store/own-folder.ts';
import { endOnSignals } from '../engine/session.ts';
import { EXIT, ExitError } from '../output/exit.ts';
import { messageText, say } from '../output/language.ts';
import { printable } from '../output/printable.ts';
import { dataFolderFrom } from '../settings/data-folder-path.ts';
import { type RunOptions, runUpload } from './run-uploads.ts';

/** Stands for the standard input among the paths. */
const STDIN = '-';

/** The longest name of a file on the systems that Hoist runs on, in bytes. */
const MAX_NAME_BYTES = 255;

/**
 * Uploads what is piped in, as a file of this name, and the files at the other paths.
 * @param name from the option `--name`
 * @returns the exit code
 */
export async function runPipedUpload(
  named: NamedPaths,
  name: string | undefined,
  options: RunOptions,
): Promise<number> {
  if (!named.paths.includes(STDIN)) throw new ExitError(say('name_without_pipe'));
  if (name === undefined) throw new ExitError(say('piped_needs_name'));
  if (!isFileName(name)) throw new ExitError(say('bad_name', { name: printable(name) }));
  const dataFolder = dataFolderFrom(options.data, process.env, options.invokedFrom);
  const piped = await receive(dataFolder, name);
  const paths = named.paths.map((path) => (path === STDIN ? piped : path));
  try {
    return await runUpload({ ...named, paths: [...new Set(paths)] }, options);
  } finally {
    // A ready file is deleted. Another one may be the only copy of its content.
    if (existsSync(piped)) process.stderr.write(`${say('piped_kept', { path: printable(piped) })}\n`);
  }
}

/** @throws {ExitError} if nothing is piped in, or it cannot be written to the disk */
async function receive(dataFolder: string, name: string): Promise<string> {
  const { stdin } = process;
  if (stdin.isTTY)
    process.stderr.write(`${say(process.platform === 'win32' ? 'piped_tty_windows' : 'piped_tty')}\n`);
  let signalled: ExitError | null = null;
  endOnSignals((exitCode) => {
    signalled = new ExitError('', exitCode);
    stdin.destroy(signalled);
  });
  try {
    // Before anything is written: others could lead it elsewhere.
    ownFolder(dataFolder);
    return await receivePiped(dataFolder, name, notEmpty(stdin));
  } catch (error) {
    throw signalled ?? exitErrorOf(error);
  }
}

/** @throws {ExitError} at the end if nothing came */
async function* notEmpty(input: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let isEmpty = true;
  for await (const chunk of input) {
    isEmpty &&= chunk.length === 0;
    yield chunk;
  }
  if (isEmpty) throw new ExitError(say('piped_nothing'), EXIT.failed);
}

function exitErrorOf(error: unknown): Error {
  if (error instanceof ExitError) return error;
  if (error instanceof TooMuchPiped) return new ExitError(say('piped_too_much'), EXIT.failed);
  if (error instanceof FolderNotPrivate) return new ExitError(printable(messageText(error.details)));
  if (error instanceof StoreError) return new ExitError(messageText({ code: error.code }), EXIT.failed);
  const code = error instanceof Error && 'code' in error ? String(error.code) : null;
  return code === null
    ? new Error('the standard input cannot be read', { cause: error })
    : new ExitError(say('piped_unreadable', { code }), EXIT.failed);
}

/** A plain name: without a folder in it, which could lead out of the data folder. */
function isFileName(name: string): boolean {
  return (
    name === basename(name) &&
    !/[\\/\0]/.test(name) &&
    !['', '.', '..'].includes(name) &&
    Buffer.byteLength(name) <= MAX_NAME_BYTES
  );
}
