import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import type { ConnectionSettings } from '../../../main/core/model/connection-settings.ts';
import { COMPILE_CACHE } from '../compile-cache.ts';
import { CLI } from '../terminal-program.ts';

const root = resolve(import.meta.dirname, '../../..');

export interface TerminalOptions {
  readonly settings: ConnectionSettings;
  readonly dataDir: string;
  /** Modules to load before Hoist itself. */
  readonly preload?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** One line of `--json`. */
type ApiSession = Readonly<Record<string, unknown>> & { readonly event: string };

export interface Terminal {
  readonly child: ChildProcess;
  readonly output: { stdout: string; stderr: string };
  lines(): ApiSession[];
  /** Resolves when the process is gone and its output read. */
  readonly ended: Promise<{ readonly exitCode: number | null; readonly signal: NodeJS.Signals | null }>;
  /** SIGKILL, to this process alone; resolves when it is gone. */
  kill(): Promise<void>;
}

/** `hoist <args…>` in a process of its own. */
export function startTerminal(args: readonly string[], options: TerminalOptions): Terminal {
  const { settings, dataDir, preload = [], env = {} } = options;
  const child = spawn(
    process.execPath,
    [...preload.flatMap((module) => ['--import', module]), CLI, ...args],
    {
      cwd: root,
      env: {
        ...process.env,
        NODE_COMPILE_CACHE: COMPILE_CACHE,
        HOIST_BASE_URL: settings.baseUrl,
        HOIST_API_KEY: settings.apiKey,
        HOIST_USER_ID: settings.userId,
        HOIST_DATA_DIR: dataDir,
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output.stderr += text;
  });
  const ended = once(child, 'close').then(([exitCode, signal]) => ({
    exitCode: exitCode as number | null,
    signal: signal as NodeJS.Signals | null,
  }));
  return {
    child,
    output,
    // A line that a kill cut in two is ignored.
    lines: () =>
      output.stdout
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line) as ApiSession),
    ended,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** Runs `hoist <args…>` to its end. */
export async function runTerminal(args: readonly string[], options: TerminalOptions) {
  const terminal = startTerminal(args, options);
  const { exitCode, signal } = await terminal.ended;
  return { ...terminal.output, exitCode, signal, lines: terminal.lines };
}

export const DIE_MODULE = join(import.meta.dirname, 'die.ts');
