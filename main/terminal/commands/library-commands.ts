import { Command, InvalidArgumentError, Option } from 'commander';
import { say } from '../output/language.ts';

interface PlaceOptions {
  readonly json?: true;
  readonly data?: string;
}

/**
 * `hoist list`
 * @param done gets the exit code
 */
export function listCommand(invokedFrom: string, done: (exitCode: number) => void): Command {
  const command = new Command('list')
    .description('list the files that the server has for this user')
    .addOption(new Option('--page <number>', 'only this page of 100 files').argParser(pageNumber).default(1))
    .addOption(new Option('--all', 'all pages, each with a call').conflicts('page'));
  return withPlace(command).action(async (options: PlaceOptions & { page: number; all?: true }) => {
    const { runList } = await import('./run-list.ts');
    done(await runList({ ...options, invokedFrom }));
  });
}

/**
 * `hoist text <id>`
 * @param done gets the exit code
 */
export function textCommand(invokedFrom: string, done: (exitCode: number) => void): Command {
  const command = new Command('text')
    .description('print the text that the server found in a file')
    .argument('<id>', 'the id of the file');
  return withPlace(command, 'print one JSON object').action(async (id: string, options: PlaceOptions) => {
    const { runText } = await import('./run-text.ts');
    done(await runText(id, { ...options, invokedFrom }));
  });
}

/**
 * `hoist delete <ids…>`
 * @param done gets the exit code
 */
export function deleteCommand(invokedFrom: string, done: (exitCode: number) => void): Command {
  const command = new Command('delete')
    .description('delete files from the server; nobody can give them back')
    .argument('<ids...>', 'the ids of the files')
    .option('--yes', 'do not ask');
  return withPlace(command).action(async (ids: string[], options: PlaceOptions & { yes?: true }) => {
    const { runDelete } = await import('./run-delete.ts');
    done(await runDelete(ids, { ...options, invokedFrom }));
  });
}

function withPlace(command: Command, json = 'print one JSON object a line'): Command {
  return command
    .option('--json', json)
    .option('--data <dir>', 'the data folder (default: the one of the desktop app)');
}

function pageNumber(value: string): number {
  const page = Number(value);
  if (!/^\d+$/.test(value) || page < 1 || page > 1_000_000) throw new InvalidArgumentError(say('bad_page'));
  return page;
}
