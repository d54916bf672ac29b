import { Command, CommanderError } from 'commander';
import { sandboxCommand } from '../sandbox/command.ts';
import { EXIT, ExitError } from './exit.ts';
import { historyCommand } from './history-command.ts';
import { resumeCommand, uploadCommand } from './upload-command.ts';
import { watchCommand } from './watch-command.ts';

/** What differs between Node and the packaged app. */
export interface Host {
  /** Puts a file into the system's trash. */
  readonly trash: (path: string) => Promise<void>;
}

/** `npm run` changes to the project's folder; relative paths are meant from where the person stands. */
const invokedFrom =
  process.env['npm_lifecycle_event'] === 'hoist' ? (process.env['INIT_CWD'] ?? process.cwd()) : process.cwd();

/**
 * Runs one command, and leaves its exit code in `process.exitCode`.
 * @param args what follows the program's name
 */
export async function runProgram(args: readonly string[], host: Host): Promise<void> {
  listen();
  const program = new Command('hoist')
    .description('Upload documents through the Files API')
    .addCommand(uploadCommand(invokedFrom, setExitCode))
    .addCommand(resumeCommand(invokedFrom, setExitCode))
    .addCommand(watchCommand(invokedFrom, host, setExitCode))
    .addCommand(historyCommand(invokedFrom))
    .addCommand(sandboxCommand());
  for (const command of [program, ...program.commands]) command.exitOverride().showHelpAfterError();
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) setExitCode(error.exitCode === 0 ? EXIT.ok : EXIT.usage);
    else if (error instanceof ExitError) {
      process.stderr.write(`${error.message}\n`);
      setExitCode(error.exitCode);
    } else throw error;
  }
}

function listen(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      // The terminal's window is closed: SIGHUP says so too, and ends the command in order.
      if (error.code === 'EIO') return;
      // Whoever read along is gone, as `head` is after its lines. What is under way is kept on disk.
      if (error.code !== 'EPIPE') throw error;
      process.exit(EXIT.failed);
    });
  }

  // Node gives signals their deadly default back while it takes itself down; a second Ctrl+C may fall into that.
  process.once('beforeExit', () => process.exit());
}

function setExitCode(exitCode: number): void {
  process.exitCode = exitCode;
}
