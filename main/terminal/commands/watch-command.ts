import { Command, InvalidArgumentError, Option } from 'commander';
import { keepHeapSmall } from '../../core/util/small-heap.ts';
import type { PostUploadAction } from '../../core/watch/watched-folder.ts';
import { say } from '../output/language.ts';
import { StopSignals } from '../watch/stop-signals.ts';
import type { WatchCommandOptions } from '../watch/watch-options.ts';
import { conversionOption } from './upload-command.ts';

/**
 * `hoist watch <dirs…>`
 * @param done gets the exit code
 */
export function watchCommand(invokedFrom: string, done: (exitCode: number) => void): Command {
  return new Command('watch')
    .description('upload what is in folders, and what comes into them, until SIGINT or SIGTERM')
    .argument('<dirs...>', 'folders, with their sub-folders')
    .option('--once', 'end when all that is there now has been uploaded')
    .option('--no-recursive', 'leave sub-folders out')
    .addOption(globs('--include <glob>', 'only files like this, such as "*.pdf"; may be repeated', 'all'))
    .addOption(globs('--exclude <glob>', 'no files like this; may be repeated', 'none'))
    .addOption(
      new Option('--after <what>', 'once it is ready: leave, move:DIR or trash')
        .argParser(postUploadAction)
        .default({ type: 'leave' }, 'leave'),
    )
    .addOption(
      new Option('--on-edit <what>', 'a file that was uploaded and edited since')
        .choices(['new-version', 'leave'])
        .default('new-version'),
    )
    .addOption(conversionOption())
    .option('--only-new', 'leave what is there when a folder is watched for the first time')
    .option('--still <seconds>', 'how long a file must not change to be finished', seconds, 2)
    .option('--health <seconds>', 'say how it is every so often; 0 is never', seconds, 0)
    .option('--temporary', 'let the server remove the files after 24 hours')
    .option('--limit-rate <rate>', 'send at most so many bytes a second in all, such as 500K or 2M')
    .option('--json', 'print one JSON object a line')
    .option('--data <dir>', 'the data folder (default: the one of the desktop app)')
    .action(async (dirs: string[], options: WatchCommandOptions) => {
      const signals = new StopSignals();
      keepHeapSmall();
      const { runWatch } = await import('./run-watch.ts');
      done(await runWatch(dirs, { ...options, invokedFrom, signals }));
    });
}

function globs(flags: string, description: string, withoutAny: string): Option {
  return new Option(flags, description).argParser(collect).default([], withoutAny);
}

function collect(value: string, before: readonly string[]): string[] {
  return [...before, value];
}

function postUploadAction(value: string): PostUploadAction {
  if (value === 'leave' || value === 'trash') return { type: value };
  const folder = value.startsWith('move:') ? value.slice('move:'.length) : '';
  if (folder === '') throw new InvalidArgumentError(say('bad_after'));
  return { type: 'move', folder };
}

function seconds(value: string): number {
  const number = Number(value);
  if (value.trim() === '' || !Number.isFinite(number) || number < 0) {
    throw new InvalidArgumentError(say('bad_seconds'));
  }
  return number;
}
