import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConnectionSettings } from '../../main/core/model/connection-settings.ts';
import { COMPILE_CACHE } from './compile-cache.ts';
import { CLI, CLI_WITH_POLICY, SOURCE } from './terminal-program.ts';

export interface TerminalOptions {
  /** Become HOIST_BASE_URL, HOIST_API_KEY and HOIST_USER_ID. */
  readonly settings?: Partial<ConnectionSettings>;
  /** HOIST_DATA_DIR, where it is not here, is a folder that is gone with the terminal. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** What it reads; `open` for a pipe that the test writes to. It reads nothing where it is not here. */
  readonly stdin?: Buffer | 'open';
  /** The organisation's settings. The system's place is read where it is not here. */
  readonly policyPath?: string;
  /** Whether it is started as `npm run hoist` does. */
  readonly fromSource?: boolean;
}

/** The program, and its arguments before those of the command. */
function programOf({ policyPath, fromSource }: TerminalOptions): string[] {
  if (fromSource === true) return [SOURCE];
  return policyPath === undefined ? [CLI] : [CLI_WITH_POLICY, policyPath];
}

/** The environment of a person who has set only these variables. */
export function environmentOf({ settings = {}, env = {} }: TerminalOptions): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: '/nonexistent',
    XDG_CONFIG_HOME: '/nonexistent/config',
    NODE_COMPILE_CACHE: COMPILE_CACHE,
    ...(settings.baseUrl !== undefined && { HOIST_BASE_URL: settings.baseUrl }),
    ...(settings.apiKey !== undefined && { HOIST_API_KEY: settings.apiKey }),
    ...(settings.userId !== undefined && { HOIST_USER_ID: settings.userId }),
    ...env,
  };
}

/** `hoist` in a process of its own. */
export class Terminal implements AsyncDisposable {
  readonly child: ChildProcess;
  stdout = '';
  stderr = '';
  readonly #dataFolder = mkdtempSync(join(tmpdir(), 'hoist-data-'));
  readonly #closed: Promise<[exitCode: number | null, signal: NodeJS.Signals | null]>;

  constructor(args: readonly string[], options: TerminalOptions = {}) {
    this.child = spawn(process.execPath, [...programOf(options), ...args], {
      env: { HOIST_DATA_DIR: this.#dataFolder, ...environmentOf(options) },
      cwd: options.cwd ?? '/',
      stdio: [options.stdin === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    });
    // The program may end before it has read all.
    this.child.stdin?.on('error', () => {});
    if (options.stdin !== 'open') this.child.stdin?.end(options.stdin);
    this.child.stdout?.setEncoding('utf8').on('data', (text) => {
      this.stdout += text;
    });
    this.child.stderr?.setEncoding('utf8').on('data', (text) => {
      this.stderr += text;
    });
    this.#closed = once(this.child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  }

  /** The exit code, or the signal that ended it, once it has ended and all it wrote is here. */
  async ended(): Promise<number | NodeJS.Signals | null> {
    const [exitCode, signal] = await this.#closed;
    return signal ?? exitCode;
  }

  /** The objects that it wrote with --json. */
  get objects(): Record<string, unknown>[] {
    return this.stdout
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.child.kill('SIGKILL');
    await this.#closed;
    rmSync(this.#dataFolder, { recursive: true, force: true });
  }
}

/** `hoist` on a terminal of its own, 120 columns wide, as `script` of util-linux gives it one. */
export class PtyTerminal implements AsyncDisposable {
  output = '';
  readonly #child: ChildProcess;
  readonly #dataFolder = mkdtempSync(join(tmpdir(), 'hoist-data-'));
  readonly #closed: Promise<unknown[]>;

  constructor(args: readonly string[], options: TerminalOptions = {}) {
    const command = [process.execPath, CLI, ...args].map((word) => `'${word}'`).join(' ');
    this.#child = spawn('script', ['-qec', `stty cols 120; exec ${command}`, '/dev/null'], {
      env: {
        HOIST_DATA_DIR: this.#dataFolder,
        TERM: 'xterm',
        ...environmentOf(options),
        SHELL: '/bin/sh',
      },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.#child.stdout?.setEncoding('utf8').on('data', (text) => {
      this.output += text;
    });
    this.#closed = once(this.#child, 'close');
  }

  /** Types on its keyboard. */
  type(text: string): void {
    this.#child.stdin?.write(text);
  }

  /** The exit code, once it has ended and all it wrote is here. */
  async ended(): Promise<number | null> {
    const [exitCode] = await this.#closed;
    return exitCode as number | null;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#closed;
    rmSync(this.#dataFolder, { recursive: true, force: true });
  }
}

/** Runs `hoist` to its end. */
export async function hoist(args: readonly string[], options: TerminalOptions = {}) {
  await using terminal = new Terminal(args, options);
  const exit = await terminal.ended();
  const { stdout, stderr } = terminal;
  return { exit, stdout, stderr, objects: args.includes('--json') ? terminal.objects : [] };
}
