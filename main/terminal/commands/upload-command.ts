import { Command, Option } from 'commander';
import { keepHeapSmall } from '../../core/util/small-heap.ts';
import type { CommonOptions } from './run-uploads.ts';

interface UploadOptions extends CommonOptions {
  readonly temporary?: true;
  readonly convert: 'never' | 'text' | 'pdf';
  readonly name?: string;
}

/**
 * `hoist upload <paths…>`
 * @param done gets the exit code
 */
export function uploadCommand(invokedFrom: string, done: (exitCode: number) => void): Command {
  const command = new Command('upload')
    .description('upload files and folders, and print their file ids')
    .argument('<paths...>', 'files, and folders with their sub-folders; - is the standard input')
    .option('--name <name>', 'the name of what comes from the standard input, such as report.txt')
    .option('--temporary', 'let the server remove the files after 24 hours')
    .addOption(conversionOption());
  return withCommonOptions(command).action(async (paths: string[], options: UploadOptions) => {
    keepHeapSmall();
    // Loaded on demand, so that other commands and the help start faster.
    const { runUpload } = await import('./run-uploads.ts');
    const retention = options.temporary === true ? 'temporary' : 'keep';
    const named = { paths, retention, conversionRule: options.convert } as const;
    const { name, ...others } = options;
    const run = { ...others, invokedFrom };
    if (!paths.includes('-') && name === undefined) return done(await runUpload(named, run));
    const { runPipedUpload } = await import('./run-piped-upload.ts');
    done(await runPipedUpload(named, name, run));
  });
}

/** `hoist resume`: continues what an earlier command or the app left. */
export function resumeCommand(invokedFrom: string, done: (exitCode: number) => void): Command {
  const command = new Command('resume').description('go on with uploads that did not come to their end');
  return withCommonOptions(command).action(async (options: CommonOptions) => {
    keepHeapSmall();
    const { runResume } = await import('./run-uploads.ts');
    done(await runResume({ ...options, invokedFrom }));
  });
}

function withCommonOptions(command: Command): Command {
  return command
    .option('--limit-rate <rate>', 'send at most so many bytes a second in all, such as 500K or 2M')
    .option('--json', 'print one JSON object a line')
    .option('--data <dir>', 'the data folder (default: the one of the desktop app)');
}

/** What happens to files that the server does not take. */
export function conversionOption(): Option {
  const what =
    'a file that the server does not take: send its text, a PDF of it, or parts of it if it is too large';
  return new Option('--convert <what>', what).choices(['never', 'text', 'pdf']).default('never');
}
