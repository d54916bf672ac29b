import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** A group of its own lets a script be ended with all that it started. */
const HAS_GROUPS = process.platform !== 'win32';

export interface Ended {
  /** From the start to the end of the process. */
  readonly wallMs: number;
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A process that is ended with the measurement. */
export class Child implements AsyncDisposable {
  readonly process: ChildProcess;
  readonly startedAtMs = Date.now();
  readonly #startedMs = performance.now();
  readonly #closed: Promise<unknown>;
  #stdout = '';
  #stderr = '';

  constructor(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
    this.process = spawn(command, args, {
      // Of this process' own nothing else: proxies and certificates that are set for others must not slow a peer down.
      env: { PATH: process.env['PATH'] ?? '', ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: HAS_GROUPS,
    });
    this.process.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.#stdout += text;
    });
    this.process.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr += text;
    });
    // A process that has just ended takes no more input.
    this.process.stdin?.on('error', () => {});
    this.#closed = once(this.process, 'close');
    this.#closed.catch(() => {});
  }

  /** Rejects where it could not be started. */
  async ended(): Promise<Ended> {
    const wallMs = once(this.process, 'exit').then(() => performance.now() - this.#startedMs);
    await this.#closed;
    const { exitCode } = this.process;
    return { wallMs: await wallMs, exitCode, stdout: this.#stdout, stderr: this.#stderr };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const { pid, exitCode, signalCode } = this.process;
    if (pid !== undefined && exitCode === null && signalCode === null) {
      if (HAS_GROUPS) process.kill(-pid, 'SIGKILL');
      else this.process.kill('SIGKILL');
    }
    await this.#closed.catch(() => {});
  }
}

/** Each whole line of what a process prints, as it comes. */
export function onLine(child: ChildProcess, hear: (line: string) => void): void {
  let begun = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    const lines = (begun + text).split('\n');
    begun = lines.pop() ?? '';
    for (const line of lines) hear(line);
  });
}
