import { Command } from 'commander';

interface ConnectionsOptions {
  readonly json?: true;
  readonly data?: string;
}

/**
 * `hoist connections`
 * @param done gets the exit code
 */
export function connectionsCommand(invokedFrom: string, done: (exitCode: number) => void): Command {
  return new Command('connections')
    .description(
      'show the connection that commands use, where each value comes from, and the connections of the desktop app',
    )
    .option('--json', 'print one JSON object a line')
    .option('--data <dir>', 'the data folder (default: the one of the desktop app)')
    .action(async (options: ConnectionsOptions) => {
      const { runConnections } = await import('./run-connections.ts');
      done(await runConnections({ ...options, invokedFrom }));
    });
}
