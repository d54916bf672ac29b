import { Command, CommanderError } from 'commander';
import { sandboxCommand } from './sandbox/command.ts';
import { EXIT, ExitError } from './terminal/exit.ts';
import { historyCommand } from './terminal/history-command.ts';
import { resumeCommand, uploadCommand } from './terminal/upload-command.ts';

/** `npm run` changes to the project's folder; relative paths are meant from where the person stands. */
const invokedFrom =
  process.env['npm_lifecycle_event'] === 'hoist' ? (process.env['INIT_CWD'] ?? process.cwd()) : process.cwd();

// Whoever read along is gone, as `head` is after its lines. What is under way is kept on disk.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(EXIT.failed);
});

// Node gives signals their deadly default back while it takes itself down; a second Ctrl+C may fall into that.
process.once('beforeExit', () => process.exit());

const setExitCode = (exitCode: number) => {
  process.exitCode = exitCode;
};

const program = new Command('hoist')
  .description('Upload documents through the Files API')
  .addCommand(uploadCommand(invokedFrom, setExitCode))
  .addCommand(resumeCommand(invokedFrom, setExitCode))
  .addCommand(historyCommand(invokedFrom))
  .addCommand(sandboxCommand());

for (const command of [program, ...program.commands]) command.exitOverride().showHelpAfterError();

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) setExitCode(error.exitCode === 0 ? EXIT.ok : EXIT.usage);
  else if (error instanceof ExitError) {
    process.stderr.write(`${error.message}\n`);
    setExitCode(error.exitCode);
  } else throw error;
}
