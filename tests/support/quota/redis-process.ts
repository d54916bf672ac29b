import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@redis/client';
import { quotaProgram } from '../../../build/quota-program.ts';

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('expected a port');
  return address.port;
}

const START_MS = 10_000;

/** A server program of its own on 127.0.0.1, without persistence, in a folder of its own. */
export class RedisProcess {
  readonly port: number;
  /** What an administrator has to log in with. */
  password = '';
  readonly #folder: string;
  readonly #options: readonly string[];
  #process: ChildProcess;

  private constructor(port: number, folder: string, options: readonly string[]) {
    this.port = port;
    this.#folder = folder;
    this.#options = options;
    this.#process = this.#spawn();
  }

  /** @param options more of its options, such as `--maxmemory 2mb` */
  static async start(options: readonly string[] = []): Promise<RedisProcess> {
    const started = new RedisProcess(await freePort(), mkdtempSync(join(tmpdir(), 'hoist-quota-')), options);
    await started.#answers();
    return started;
  }

  /** Starts the process that watches over a server and its replicas, with this configuration file. */
  static async sentinel(port: number, configuration: string): Promise<RedisProcess> {
    const folder = mkdtempSync(join(tmpdir(), 'hoist-quota-'));
    const started = new RedisProcess(port, folder, [configuration, '--sentinel']);
    await started.#answers();
    return started;
  }

  url(login = ''): string {
    return `redis://${login}127.0.0.1:${this.port}/0`;
  }

  /** Runs one command as an administrator. */
  async command(...words: string[]): Promise<unknown> {
    const login = this.password === '' ? '' : `:${this.password}@`;
    const client = createClient({ url: this.url(login), RESP: 2, socket: { reconnectStrategy: false } });
    client.on('error', () => {});
    await client.connect();
    try {
      return await client.sendCommand(words);
    } finally {
      client.destroy();
    }
  }

  /** CPU time that it has used so far, in ms. */
  async cpuMs(): Promise<number> {
    const text = String(await this.command('INFO', 'cpu'));
    const seconds = ['used_cpu_sys', 'used_cpu_user'].map((name) =>
      Number(new RegExp(`^${name}:([\\d.]+)`, 'm').exec(text)?.[1]),
    );
    return 1000 * seconds.reduce((sum, part) => sum + part, 0);
  }

  /** Memory that its data and connections take, in bytes. */
  async usedBytes(): Promise<number> {
    return Number(/^used_memory:(\d+)/m.exec(String(await this.command('INFO', 'memory')))?.[1]);
  }

  signal(name: NodeJS.Signals): void {
    this.#process.kill(name);
  }

  async kill(): Promise<void> {
    const ended = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await ended;
  }

  /** Starts it again at the same port, after `kill`: what it held is gone. */
  async restart(): Promise<void> {
    this.#process = this.#spawn();
    await this.#answers();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#process.exitCode === null && this.#process.signalCode === null) await this.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #spawn(): ChildProcess {
    const program = quotaProgram();
    if (program === null) throw new Error('no redis-server or valkey-server is installed');
    const own = ['--port', `${this.port}`, '--bind', '127.0.0.1', '--save', '', '--dir', this.#folder];
    const isSentinel = this.#options.includes('--sentinel');
    return spawn(program, isSentinel ? this.#options : [...own, ...this.#options], { stdio: 'ignore' });
  }

  async #answers(): Promise<void> {
    const untilMs = Date.now() + START_MS;
    for (;;) {
      try {
        await this.command('PING');
        return;
      } catch (error) {
        // With a password it answers, too.
        if (/NOAUTH|WRONGPASS/.test(String(error))) return;
        if (Date.now() > untilMs) throw error;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }
  }
}
