import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Command, InvalidArgumentError } from 'commander';
import type { Sandbox, SandboxOptions } from './index.ts';

/** How long after the first signal the second one may come, in ms. */
const secondSignalMs = 100;
const parentCheckMs = 200;

interface Flags {
  readonly json?: true;
  readonly port: number;
  readonly processingMs: number;
  readonly maxSize: number;
  readonly expires: number;
  readonly rps: number;
  readonly rpm: number;
}

/**
 * `sandbox`: serves the local Files API from a temporary folder until SIGINT or SIGTERM, then removes the folder. Its action
 * resolves at the end. If the port is not available, it ends with `Command.error` and exit code 2.
 */
export function sandboxCommand(): Command {
  return new Command('sandbox')
    .description('run a local Files API on 127.0.0.1, to try Hoist without an account')
    .option('--json', 'print one line of JSON: base_url, api_key, user_id')
    .option('--port <number>', 'port to listen on; 0 takes any free one', wholeNumber(0, 65_535), 0)
    .option('--processing-ms <ms>', "how long a file's processing takes", wholeNumber(0, 86_400_000), 3_000)
    .option('--max-size <bytes>', 'largest file', wholeNumber(0, Number.MAX_SAFE_INTEGER), 10_485_760)
    .option('--expires <seconds>', 'life of an upload URL', wholeNumber(1, 604_800), 600)
    .option('--rps <requests>', 'requests in any second', wholeNumber(1, 1_000_000), 60)
    .option('--rpm <requests>', 'requests in any minute', wholeNumber(1, 1_000_000), 180)
    .action((flags: Flags, command: Command) => serve(flags, command));
}

function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least || value > most) {
      throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
    }
    return value;
  };
}

async function serve(flags: Flags, command: Command): Promise<void> {
  const stopped = untilStopped();
  const folder = await mkdtemp(join(tmpdir(), 'hoist-sandbox-'));
  try {
    const sandbox = await start(folder, flags, command);
    process.stdout.write(flags.json ? jsonLine(sandbox) : greeting(sandbox));
    await stopped;
    await sandbox.close();
    // Node no longer handles signals while it shuts down, so the second one would change the exit code.
    await sleep(secondSignalMs);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function start(folder: string, flags: Flags, command: Command): Promise<Sandbox> {
  // Loaded on demand, so that the other commands start faster.
  const { startSandbox } = await import('./index.ts');
  const options: SandboxOptions = {
    folder,
    port: flags.port,
    processingMs: flags.processingMs,
    maxSizeBytes: flags.maxSize,
    expiresS: flags.expires,
    requestsPerSecond: flags.rps,
    requestsPerMinute: flags.rpm,
  };
  try {
    return await startSandbox(options);
  } catch (error) {
    const reason = unusablePort(error, flags.port);
    if (reason === undefined) throw error;
    // `Command.error` may end the process at once, past every `finally`.
    await rm(folder, { recursive: true, force: true });
    return command.error(`error: ${reason}`, { exitCode: 2, code: 'hoist.sandbox.port' });
  }
}

function unusablePort(error: unknown, port: number): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  if (error.code === 'EADDRINUSE')
    return `port ${port} is already in use; choose another with --port, or 0 for any`;
  if (error.code === 'EACCES')
    return `port ${port} is not open to this user; choose one from 1024 on with --port`;
  return undefined;
}

/** Ctrl+C reaches this process twice, from the terminal and from npm, so the listeners stay for the second signal. */
function untilStopped(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  process.on('SIGINT', () => resolve()).on('SIGTERM', () => resolve());
  if (process.env['npm_lifecycle_event'] !== undefined) whenOrphaned(resolve);
  return promise;
}

/** npm signals the shell between it and this process, and that shell ends without passing the signal on. */
function whenOrphaned(act: () => void): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    act();
  }, parentCheckMs);
  timer.unref();
}

function jsonLine({ baseUrl, apiKey, userId }: Sandbox): string {
  return `${JSON.stringify({ base_url: baseUrl, api_key: apiKey, user_id: userId })}\n`;
}

function greeting({ baseUrl, apiKey, userId }: Sandbox): string {
  return [
    `The sandbox serves at ${baseUrl} until Ctrl+C. It forgets its files when it ends. In another terminal:`,
    '',
    `export HOIST_BASE_URL=${baseUrl}`,
    `export HOIST_API_KEY=${apiKey}`,
    `export HOIST_USER_ID=${userId}`,
    '',
  ].join('\n');
}
