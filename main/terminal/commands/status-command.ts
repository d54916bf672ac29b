import { Command } from 'commander';

interface StatusOptions {
  readonly json?: true;
  readonly data?: string;
  readonly call: boolean;
}

/**
 * `hoist status`
 * @param done gets the exit code
 */
export function statusCommand(invokedFrom: string, done: (exitCode: number) => void): Command {
  return new Command('status')
    .description('show the connection, the limits, the queue, the watched folders and the disk')
    .option('--no-call', 'do not ask the server, even if no running Hoist knows whether it can be reached')
    .option('--json', 'print one JSON object')
    .option('--data <dir>', 'the data folder (default: the one of the desktop app)')
    .action(async (options: StatusOptions) => {
      const { runStatus } = await import('../status/run-status.ts');
      done(await runStatus({ ...options, invokedFrom }));
    });
}
