import { Command, CommanderError } from 'commander';
import manifest from '../../package.json' with { type: 'json' };
import { allowSlowLines } from '../core/network/lookup.ts';
import { sandboxCommand } from '../sandbox/command.ts';
import { completionCommand } from './commands/completion-command.ts';
import { connectionsCommand } from './commands/connections-command.ts';
import { historyCommand } from './commands/history-command.ts';
import { deleteCommand, listCommand, textCommand } from './commands/library-commands.ts';
import { statusCommand } from './commands/status-command.ts';
import { resumeCommand, uploadCommand } from './commands/upload-command.ts';
import { watchCommand } from './commands/watch-command.ts';
import { allowColours, coloured } from './output/colours.ts';
import { EXIT, ExitError } from './output/exit.ts';
import { languageOf, say, speak } from './output/language.ts';
import { allPrinted, goOnWithoutOutput } from './output/output.ts';
import { printable } from './output/printable.ts';
import { reportShortages } from './output/shortages.ts';

/** The commands whose output is all that they do. */
const PRINTING: ReadonlySet<string> = new Set([
  'history',
  'list',
  'text',
  'status',
  'connections',
  'completion',
]);

/**
 * Runs one command, and sets `process.exitCode`.
 * @param args the arguments after the program's name
 * @param invokedFrom see `workingFolder`
 */
export async function runProgram(args: readonly string[], invokedFrom: string): Promise<void> {
  endOnUnexpectedErrors();
  // An empty HOME would be the working folder for every library.
  if (process.env['HOME'] === '') delete process.env['HOME'];
  // Hoist checks certificates in any case; Node would warn that they are not checked.
  delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
  // Programs read the lines of --json, so these are English on each system, and plain.
  const isForPrograms = args.includes('--json');
  allowColours(!isForPrograms);
  if (!isForPrograms) await speak(languageOf(process.env));
  reportShortages();
  allowSlowLines();
  goOnWithoutOutput({ isItsWork: PRINTING.has(args[0] ?? ''), isForPrograms });
  const program = makeProgram(invokedFrom);
  for (const command of [program, ...program.commands]) {
    // An unknown option may be a file's name.
    const outputError = (text: string, write: (text: string) => void) =>
      write(`${printable(text.trimEnd())}\n`);
    command.exitOverride().showHelpAfterError().configureOutput({ outputError });
  }
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) setExitCode(error.exitCode === 0 ? EXIT.ok : EXIT.usage);
    else if (error instanceof ExitError) {
      if (error.message !== '') process.stderr.write(`${coloured('red', error.message, process.stderr)}\n`);
      setExitCode(error.exitCode);
    } else throw error;
  }
  await allPrinted();
}

/**
 * Puts the commands together. The app hands each of them on, see `main/desktop/shell/command-line.ts`.
 * @param invokedFrom see `workingFolder`
 */
export function makeProgram(invokedFrom: string): Command {
  return new Command('hoist')
    .description('Upload documents through the Files API')
    .version(manifest.version, '-V, --version', 'print the version')
    .addCommand(uploadCommand(invokedFrom, setExitCode))
    .addCommand(resumeCommand(invokedFrom, setExitCode))
    .addCommand(watchCommand(invokedFrom, setExitCode))
    .addCommand(historyCommand(invokedFrom))
    .addCommand(listCommand(invokedFrom, setExitCode))
    .addCommand(textCommand(invokedFrom, setExitCode))
    .addCommand(deleteCommand(invokedFrom, setExitCode))
    .addCommand(statusCommand(invokedFrom, setExitCode))
    .addCommand(connectionsCommand(invokedFrom, setExitCode))
    .addCommand(completionCommand())
    .addCommand(sandboxCommand());
}

function setExitCode(exitCode: number): void {
  process.exitCode = exitCode;
}

/**
 * Ends the command on an uncaught error. Node itself would print all that the error contains: a request's headers with the
 * key, a storage address with its signature, and names that act on a terminal.
 */
function endOnUnexpectedErrors(): void {
  process.on('uncaughtException', (error: unknown) => {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const key = process.env['HOIST_API_KEY'] ?? '';
    const shown = (key === '' ? text : text.replaceAll(key, '…')).split('\n').map(printable).join('\n');
    process.stderr.write(`${say('unexpected')}\n${shown}\n`, () => process.exit(EXIT.failed));
  });
}
