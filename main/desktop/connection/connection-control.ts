import { EventEmitter } from 'node:events';
import type {
  Connection,
  ConnectionDraft,
  ConnectionTest,
  DraftTarget,
} from '../../../preload/contract/contract.ts';
import type { Engine } from '../../core/engine.ts';
import { isAllowedBy } from '../../core/policy/allowed-connections.ts';
import type { Policy } from '../../core/policy/policy.ts';
import type { ConnectionChange } from '../../core/queue/connection-switch.ts';
import type { Clock } from '../../core/util/clock.ts';
import { Serial } from '../../core/util/serial.ts';
import type { SettingsFile } from '../settings/settings.ts';
import { Account } from './account.ts';
import { AppSandbox } from './app-sandbox.ts';
import { namedAs } from './connection-entries.ts';
import type { ConnectionQuestions, Leaving } from './connection-questions.ts';
import { connectionView } from './connection-view.ts';
import { DraftReview } from './draft-review.ts';
import { KeptConnections } from './kept-connections.ts';
import { ShownConnection } from './shown-connection.ts';
import { discardUploadsFor, waitingFor } from './uploads-for.ts';
import { UsedConnection } from './used-connection.ts';

/** How long after a failed command the next attempt is, in ms: a network that it needs may come up after the login. */
const TRY_AGAIN_MS = 60_000;

interface ConnectionEvents {
  /** The connection, or what the window may know of it, has changed. */
  changed: [connection: Connection];
  /** Another connection is shown, or none. */
  switched: [];
}

/** Where the app uploads to: one of the person's connections, or the sandbox inside the app. */
export class ConnectionControl extends EventEmitter<ConnectionEvents> {
  readonly shown: ShownConnection;
  readonly used: UsedConnection;
  readonly #engine: Engine;
  readonly #clock: Clock;
  readonly #sandbox: AppSandbox;
  readonly #connections: KeptConnections;
  readonly #account: Account;
  readonly #questions: ConnectionQuestions;
  readonly #review: DraftReview;
  /** One change at a time, because two sandboxes at once would share a folder. */
  readonly #changes = new Serial();
  #stopTrying = () => {};
  #isClosed = false;
  #shownBefore: string | null;

  constructor(options: {
    engine: Engine;
    file: SettingsFile;
    clock: Clock;
    /** What the organisation has locked. */
    locked: Policy['locked'];
    sandboxFolder: string;
    questions: ConnectionQuestions;
    /** Counts the folders that are watched for these base URLs and users. */
    foldersFor: (isMeant: (destination: string) => boolean) => number;
  }) {
    super();
    const { engine, file, clock, locked, sandboxFolder, questions, foldersFor } = options;
    this.#engine = engine;
    this.#clock = clock;
    this.#sandbox = new AppSandbox({
      engine,
      file,
      folder: sandboxFolder,
      foldersFor,
      mayLeave: (leaving) => questions.mayLeave(leaving),
    });
    this.#connections = new KeptConnections(file, isAllowedBy(locked));
    this.shown = new ShownConnection(engine.queue, this.#sandbox, this.#connections);
    this.#account = new Account(file, this.#connections.chosen, locked);
    this.#questions = questions;
    const parts = {
      engine,
      sandbox: this.#sandbox,
      connections: this.#connections,
      account: this.#account,
    };
    this.used = new UsedConnection(parts);
    this.#review = new DraftReview({ ...parts, questions });
    this.#shownBefore = this.shown.id;
  }

  /** Whether Hoist knows where to upload to, or waits for the keyring to learn it. */
  get isConnected(): boolean {
    return this.#account.isUnlocking || this.#sandbox.isRunning || this.#account.isComplete;
  }

  /** Removes the keys from a text for a log or report. */
  withoutKey(text: string): string {
    return this.#account.withoutKeys(text);
  }

  /** Connects with the stored settings. It waits as long as the keyring asks the person for its password. */
  start(): Promise<void> {
    return this.#changes.run(async () => {
      const { chosen } = this.#connections;
      if (this.#account.isUnlocking) {
        const secrets = await this.#account.secretsOf(chosen);
        if (!this.#isClosed) await this.#account.take(chosen, secrets);
      }
      if (this.#isClosed) return;
      this.#retryLater();
      await this.#connectAccount('edit');
      // The keyring may ask the person here as well, and nothing waits for it.
      if (this.#account.keys.protection === 'unknown') void this.#tryProtection();
    });
  }

  async #tryProtection(): Promise<void> {
    if (await this.#account.keys.tryProtection()) this.#publish();
  }

  /** Asks the organisation's commands again for what they should have given. */
  #retryLater(): void {
    this.#stopTrying();
    if (!this.#account.lacksGiven) return;
    this.#stopTrying = this.#clock.after(TRY_AGAIN_MS, () => void this.#changes.run(() => this.#tryAgain()));
  }

  async #tryAgain(): Promise<void> {
    const given = await this.#account.readGiven();
    if (this.#isClosed || this.#account.isComplete) return;
    this.#account.takeGiven(given);
    this.#retryLater();
    // Whoever leaves the sandbox connects with what there is then.
    if (!this.#sandbox.isRunning) await this.#connectAccount('edit');
  }

  /** @returns the connection as the window may know it */
  view(): Connection {
    return connectionView({
      account: this.#account,
      connections: this.#connections,
      uploads: this.#engine.queue.uploads,
      inSandbox: this.#sandbox.isRunning,
    });
  }

  async test(draft: ConnectionDraft, target: DraftTarget): Promise<ConnectionTest> {
    const settings = await this.#account.complete(draft, target === 'new');
    return 'ok' in settings ? settings : this.#engine.testConnection(settings);
  }

  save(draft: ConnectionDraft, target: DraftTarget): Promise<ConnectionTest> {
    return this.#changes.run(() => this.#save(draft, target === 'new'));
  }

  async #save(draft: ConnectionDraft, isNew: boolean): Promise<ConnectionTest> {
    const settings = await this.#review.judge(draft, isNew);
    if ('ok' in settings) return settings;
    const sealed = await this.#account.seal(settings, isNew);
    const entered = { ...sealed.stored, name: namedAs(draft.name) };
    if (isNew) {
      this.used.leave();
      this.#connections.choose(entered);
    } else this.#connections.edit(entered, this.#takesUploads);
    this.#account.takeEntered(settings, sealed);
    this.#retryLater();
    await this.#connectAccount(isNew || this.#sandbox.isRunning ? 'switch' : 'edit');
    return { ok: true, message: this.#account.notice ?? { code: 'saved' } };
  }

  /** Whether the account was never reached, so that what waits for it follows an edit. */
  get #takesUploads(): boolean {
    return !this.#sandbox.isRunning && this.#engine.queue.isAddressMistaken;
  }

  /** Uses another connection that is kept, or the account in place of the sandbox. An unknown one changes nothing. */
  switchTo(id: string): Promise<Connection> {
    return this.#changes.run(async () => {
      if (id === this.#connections.chosenId) return this.#leaveSandbox();
      const next = this.#connections.find(id);
      if (next === undefined || !(await this.#sandbox.mayEnd())) return this.view();
      const secrets = await this.#account.secretsOf(next);
      if (this.#isClosed) return this.view();
      this.used.leave();
      this.#connections.choose(next);
      await this.#account.take(next, secrets);
      this.#retryLater();
      await this.#connectAccount('switch');
      return this.view();
    });
  }

  /** Removes a connection for good. @returns whether the person said yes */
  remove(id: string): Promise<boolean> {
    return this.#changes.run(async () => {
      const name = this.shown.nameOf(id);
      const waiting = waitingFor(this.#engine.queue, (destination) => destination === id);
      if (name === null || !(await this.#questions.mayRemove({ name, waiting }))) return false;
      await this.#discard(id);
      return true;
    });
  }

  async #discard(id: string): Promise<void> {
    const isChosen = id === this.#connections.chosenId;
    const next = isChosen ? this.#connections.successorOf(id) : undefined;
    // The keyring may ask the person, and until then the connection is whole.
    const secrets = next && (await this.#account.secretsOf(next));
    if (this.#isClosed) return;
    if (isChosen) this.used.leave();
    await this.used.discard(id);
    this.#connections.remove(id);
    this.#account.keys.forget(id);
    if (isChosen) {
      const { chosen } = this.#connections;
      await this.#account.take(chosen, secrets ?? (await this.#account.secretsOf(chosen)));
      this.#retryLater();
      if (!this.#sandbox.isRunning) await this.#connectAccount('switch');
      // Files may have been added until then.
      await discardUploadsFor(this.#engine.queue, (destination) => destination === id);
    }
    this.#publish();
  }

  useSandbox(): Promise<Connection> {
    return this.#changes.run(async () => {
      if (!this.#sandbox.isRunning) {
        await this.used.connectSandbox();
        this.#publish();
      }
      return this.view();
    });
  }

  /** Leaves the sandbox for the account, with the person's yes where that forgets something. */
  leaveSandbox(): Promise<Connection> {
    return this.#changes.run(() => this.#leaveSandbox());
  }

  async #leaveSandbox(): Promise<Connection> {
    if (this.#sandbox.isRunning && (await this.#sandbox.mayEnd())) await this.#connectAccount('switch');
    return this.view();
  }

  /** What would be lost with the sandbox; null where that is nothing. */
  get leaving(): Leaving | null {
    return this.#sandbox.leaving;
  }

  /** Forgets all connections and their keys. Their uploads wait until they are connected again. */
  forget(): Promise<void> {
    return this.#changes.run(async () => {
      this.#connections.forget();
      this.#account.forgetAll();
      const { chosen } = this.#connections;
      await this.#account.take(chosen, await this.#account.secretsOf(chosen));
      this.#retryLater();
      await this.#connectAccount('switch');
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#account.keys.close();
    this.#stopTrying();
    await this.#engine.close();
    await this.#sandbox.cancelUploads();
    await this.#sandbox.stop();
  }

  async #connectAccount(change: ConnectionChange): Promise<void> {
    await this.used.connectAccount(change);
    this.#publish();
  }

  /** Stops scans of folders that were added for the sandbox. Their files must not go to an account. */
  stopScansForSandbox(): void {
    this.#sandbox.stopScans();
  }

  #publish(): void {
    const { id } = this.shown;
    if (id !== this.#shownBefore) this.emit('switched');
    this.#shownBefore = id;
    this.emit('changed', this.view());
  }
}
