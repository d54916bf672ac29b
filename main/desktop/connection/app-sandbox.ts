import { rm } from 'node:fs/promises';
import type { Engine } from '../../core/engine.ts';
import type { ConnectionSettings } from '../../core/model/connection-settings.ts';
import type { Sandbox } from '../../sandbox/index.ts';
import type { SettingsFile } from '../settings/settings.ts';
import type { Leaving } from './connection-questions.ts';
import { uploadsFor, waitingFor } from './uploads-for.ts';

/** The sandbox inside the app, and the uploads that are meant for it. */
export class AppSandbox {
  readonly #engine: Engine;
  readonly #file: SettingsFile;
  readonly #folder: string;
  readonly #foldersFor: (isMeant: (destination: string) => boolean) => number;
  readonly #mayLeave: (leaving: Leaving) => Promise<boolean>;
  #running: Sandbox | null = null;
  /** The user of the present sandbox, or of the last one, which may have been in use at a crash. */
  #userId: string | null;

  constructor(options: {
    engine: Engine;
    file: SettingsFile;
    /** Has what it keeps while it runs. */
    folder: string;
    /** Counts the folders that are watched for these base URLs and users. */
    foldersFor: (isMeant: (destination: string) => boolean) => number;
    /** Asks the person whether it may end with these. */
    mayLeave: (leaving: Leaving) => Promise<boolean>;
  }) {
    this.#engine = options.engine;
    this.#file = options.file;
    this.#folder = options.folder;
    this.#foldersFor = options.foldersFor;
    this.#mayLeave = options.mayLeave;
    this.#userId = this.#file.read().sandboxUserId || null;
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

  /** What ends with it; null where nothing would be lost. */
  get leaving(): Leaving | null {
    if (!this.isRunning) return null;
    const isMeant = (destination: string) => this.has(destination);
    const leaving = { waiting: waitingFor(this.#engine.queue, isMeant), folders: this.#foldersFor(isMeant) };
    return leaving.waiting === 0 && leaving.folders === 0 ? null : leaving;
  }

  /** Asks the person where something would be lost. @returns whether it may end */
  async mayEnd(): Promise<boolean> {
    const { leaving } = this;
    return leaving === null || (await this.#mayLeave(leaving));
  }

  /** Ends it, and forgets one that was in use at a crash. */
  async end(): Promise<void> {
    if (this.#file.read().sandboxUserId !== '') this.#file.write({ sandboxUserId: '' });
    await this.stop();
  }

  /** Stops serving. What belongs to it ends at the next start. */
  async stop(): Promise<void> {
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
