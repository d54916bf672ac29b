import { rm } from 'node:fs/promises';
import type { Engine } from '../../core/engine.ts';
import type { ConnectionSettings } from '../../core/model/connection-settings.ts';
import type { Sandbox } from '../../sandbox/index.ts';
import type { SettingsFile } from '../settings/settings.ts';
import { uploadsFor } from './uploads-for.ts';

/** The sandbox inside the app, and the uploads that are meant for it. */
export class AppSandbox {
  readonly #engine: Engine;
  readonly #file: SettingsFile;
  readonly #folder: string;
  #running: Sandbox | null = null;
  /** The user of the present sandbox, or of the last one, which may have been in use at a crash. */
  #userId: string | null;

  constructor(engine: Engine, file: SettingsFile, folder: string) {
    this.#engine = engine;
    this.#file = file;
    this.#folder = folder;
    this.#userId = file.read().sandboxUserId || null;
  }

  get isRunning(): boolean {
    return this.#running !== null;
  }

  has(destination: string): boolean {
    return this.#userId !== null && destination.startsWith(`${this.#userId}@`);
  }

  /** @returns how to connect to it */
  async start(): Promise<ConnectionSettings> {
    // Most people never load the sandbox.
    const { startSandbox } = await import('../../sandbox/index.ts');
    await rm(this.#folder, { recursive: true, force: true });
    const sandbox = await startSandbox({ folder: this.#folder });
    this.#running = sandbox;
    const { baseUrl, apiKey, userId } = sandbox;
    this.#userId = userId;
    this.#file.write({ sandboxUserId: userId });
    return { baseUrl, apiKey, userId };
  }

  /** Ends it, and forgets one that was in use at a crash. */
  async end(): Promise<void> {
    if (this.#file.read().sandboxUserId !== '') this.#file.write({ sandboxUserId: '' });
    const sandbox = this.#running;
    if (sandbox === null) return;
    this.#running = null;
    await sandbox.close();
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** Stops scans of folders that were added for the sandbox. Their files must not go to an account. */
  stopScans(): void {
    this.#engine.scans.stopFor((destination) => this.has(destination));
  }

  /** Cancels the sandbox's uploads, which must neither wait for ever nor go to a real account. */
  async cancelUploads(): Promise<void> {
    this.stopScans();
    const { sandboxUserId } = this.#file.read();
    if (sandboxUserId === '') return;
    const { queue } = this.#engine;
    const meant = uploadsFor(queue, (destination) => destination.startsWith(`${sandboxUserId}@`));
    await queue.cancel(meant.map(({ id }) => id));
  }
}
