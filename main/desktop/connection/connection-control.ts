import { randomBytes } from 'node:crypto';
import { EventEmitter } from 'node:events';
import type {
  Connection,
  ConnectionDraft,
  ConnectionTest,
  Message,
} from '../../../preload/contract/contract.ts';
import type { Engine } from '../../core/engine.ts';
import {
  type ConnectionSettings,
  checkConnection,
  destinationOf,
  isSameServer,
  withoutTrailingSlashes,
} from '../../core/model/connection-settings.ts';
import { isSealed, sealOf } from '../../core/model/key-seal.ts';
import type { Policy } from '../../core/policy/policy.ts';
import type { ConnectionChange } from '../../core/queue/connection-switch.ts';
import type { Clock } from '../../core/util/clock.ts';
import type { SettingsFile } from '../settings/settings.ts';
import { AppSandbox } from './app-sandbox.ts';
import { KeptSecret } from './kept-secret.ts';
import { encryptKey, type OpenedKey } from './key-storage.ts';
import { type Given, ManagedCredentials } from './managed-credentials.ts';

/** The start of a secret that is no key: it only seals the settings, where the organisation gives the key. */
const SEALING = 'hoist-seal ';
/** How long after a failed command the next attempt is, in ms: a network that it needs may come up after the login. */
const TRY_AGAIN_MS = 60_000;

interface ConnectionEvents {
  /** The connection, or what the window may know of it, has changed. */
  changed: [connection: Connection];
  /** The account's base URL or user was edited: what belongs to it goes with it. Both as `destinationOf` names them. */
  edited: [from: string, to: string];
  /** The sandbox has ended, and what belongs to it with it. */
  sandboxEnded: [isMeant: (destination: string) => boolean];
}

/** Where the app uploads to: the person's account, or the sandbox inside the app. It alone knows the key. */
export class ConnectionControl extends EventEmitter<ConnectionEvents> {
  readonly #engine: Engine;
  readonly #file: SettingsFile;
  readonly #clock: Clock;
  readonly #sandbox: AppSandbox;
  readonly #kept: KeptSecret;
  readonly #confirmChange: (settings: ConnectionSettings) => Promise<boolean>;
  readonly #managed: ManagedCredentials;
  #account: ConnectionSettings;
  /** The user id of a person who has proven to know the kept secret. */
  #provenUserId = '';
  /** What is kept encrypted, where the organisation gives the key; null where nothing is. */
  #sealingSecret: string | null = null;
  #stopTrying = () => {};
  /** Whether the keyring has not given out the stored key yet. */
  #isUnlocking: boolean;
  #isClosed = false;
  #notice: Message | null;
  #changing: Promise<unknown> = Promise.resolve();

  constructor(options: {
    engine: Engine;
    file: SettingsFile;
    clock: Clock;
    /** What the organisation has locked. */
    locked: Policy['locked'];
    sandboxFolder: string;
    /** Asks the person whether this account may replace one that works. */
    confirmChange: (settings: ConnectionSettings) => Promise<boolean>;
  }) {
    super();
    this.#engine = options.engine;
    this.#file = options.file;
    this.#clock = options.clock;
    this.#sandbox = new AppSandbox(options.engine, options.file, options.sandboxFolder);
    this.#kept = new KeptSecret(options.file, 'encryptedKey');
    this.#confirmChange = options.confirmChange;
    this.#notice = options.file.notice;
    this.#managed = new ManagedCredentials(options.locked);
    const { baseUrl, userId, encryptedKey } = options.file.read();
    this.#account = { baseUrl, userId, apiKey: '' };
    this.#isUnlocking = encryptedKey !== '' || this.#managed.isNeeded;
  }

  /** Whether Hoist knows where to upload to, or waits for the keyring to learn it. */
  get isConnected(): boolean {
    return this.#isUnlocking || this.#sandbox.isRunning || checkConnection(this.#account) === null;
  }

  /** Removes the key from a text for a log or report. */
  withoutKey(text: string): string {
    const { apiKey } = this.#account;
    const rest = this.#managed.withoutKeys(text);
    return apiKey === '' ? rest : rest.replaceAll(apiKey, '…');
  }

  isSandbox(destination: string): boolean {
    return this.#sandbox.has(destination);
  }

  /** Connects with the stored settings. It waits as long as the keyring asks the person for its password. */
  start(): Promise<void> {
    return this.#oneAtATime(async () => {
      if (this.#isUnlocking) await this.#unlock();
      if (this.#isClosed) return;
      await this.#changeToAccount();
      // The keyring may ask the person here as well, and nothing waits for it.
      if (this.#kept.protection === 'unknown') void this.#tryProtection();
    });
  }

  async #unlock(): Promise<void> {
    const { encryptedKey, keySeal } = this.#file.read();
    const opened = await this.#kept.open();
    const given = this.#managed.isNeeded ? await this.#managed.read() : null;
    if (this.#isClosed) return;
    this.#isUnlocking = false;
    if (encryptedKey !== '') await this.#takeOpened(opened, keySeal);
    if (given === null) return;
    if (this.#managed.givesKey) this.#takeProven();
    this.#takeGiven(given);
  }

  /** Where the organisation gives the key, the kept secret shows who entered the user id. */
  #takeProven(): void {
    const { apiKey: secret, userId } = this.#account;
    this.#sealingSecret = secret === '' ? null : secret;
    this.#provenUserId = secret === '' ? '' : userId;
    const isUnproven = secret === '' && userId !== '' && !this.#managed.givesUserId;
    this.#notice = isUnproven ? { code: 'user_id_unproven' } : this.#file.notice;
  }

  async #takeOpened(opened: OpenedKey | null, keySeal: string): Promise<void> {
    if (opened === null) {
      this.#notice = { code: 'key_unreadable' };
      return;
    }
    // The organisation gave the key, and does no more.
    if (opened.apiKey.startsWith(SEALING) && !this.#managed.givesKey) return;
    this.#takeKept(opened.apiKey, keySeal);
    await this.#kept.use(opened);
  }

  async #tryProtection(): Promise<void> {
    if (await this.#kept.tryProtection()) this.#publish();
  }

  /** The seal keeps whoever can write the settings from sending the key to another server, or files to another user. */
  #takeKept(apiKey: string, seal: string): void {
    const account = { ...this.#account, apiKey };
    if (isSealed(account, seal)) this.#account = account;
    else this.#notice = { code: 'key_for_another' };
  }

  #takeGiven(given: Given): void {
    this.#account = this.#managed.accountOf(given, this.#account, this.#provenUserId);
    this.#stopTrying();
    if (given.ok) return;
    this.#notice = given.message;
    this.#stopTrying = this.#clock.after(TRY_AGAIN_MS, () => void this.#oneAtATime(() => this.#tryAgain()));
  }

  async #tryAgain(): Promise<void> {
    const given = await this.#managed.read();
    if (this.#isClosed || checkConnection(this.#account) === null) return;
    if (given.ok) this.#notice = null;
    this.#takeGiven(given);
    // Whoever leaves the sandbox connects with what there is then.
    if (!this.#sandbox.isRunning) await this.#changeToAccount();
  }

  /** Reads the key again once the server refuses it. */
  async #renewKey(): Promise<string | null> {
    const given = await this.#managed.read();
    const apiKey = given.ok ? given.values.apiKey : undefined;
    if (apiKey === undefined) return null;
    this.#account = { ...this.#account, apiKey };
    return apiKey;
  }

  /** @returns the connection as the window may know it */
  view(): Connection {
    const { baseUrl, userId, apiKey } = this.#account;
    return {
      mode: this.#mode,
      baseUrl,
      userId,
      hasKey: apiKey !== '',
      keyProtection: this.#kept.protection,
      notice: this.#notice,
    };
  }

  get #mode(): Connection['mode'] {
    if (this.#isUnlocking) return 'unlocking';
    if (this.#sandbox.isRunning) return 'sandbox';
    return this.isConnected ? 'account' : 'none';
  }

  async test(draft: ConnectionDraft): Promise<ConnectionTest> {
    const settings = await this.#managedDraft(draft);
    return 'ok' in settings ? settings : this.#engine.testConnection(settings);
  }

  save(draft: ConnectionDraft): Promise<ConnectionTest> {
    return this.#oneAtATime(() => this.#save(draft));
  }

  async #save(draft: ConnectionDraft): Promise<ConnectionTest> {
    const settings = await this.#managedDraft(draft);
    if ('ok' in settings) return settings;
    const problem = checkConnection(settings);
    if (problem !== null) return { ok: false, ...problem };
    if (this.#replacesAccount(settings) && !(await this.#confirmChange(settings))) {
      return { ok: false, field: null, message: { code: 'account_kept' } };
    }
    // A stored key stays stored, even if the system refuses to encrypt it once more.
    const secret = this.#secretFor(settings);
    const isKept = secret === (this.#managed.givesKey ? this.#sealingSecret : this.#account.apiKey);
    const kept = isKept ? this.#kept.encrypted : '';
    const encryptedKey = kept === '' ? await encryptKey(secret) : kept;
    const { baseUrl, userId } = settings;
    this.#file.write({ baseUrl, userId, encryptedKey, keySeal: sealOf({ ...settings, apiKey: secret }) });
    const [from, to] = [destinationOf(this.#account), destinationOf(settings)];
    this.#account = settings;
    if (from !== to) this.emit('edited', from, to);
    this.#provenUserId = userId;
    if (this.#managed.givesKey) this.#sealingSecret = secret;
    this.#kept.stored();
    this.#notice = encryptedKey === '' ? this.#untilQuit : null;
    await this.#changeToAccount(this.#sandbox.isRunning ? 'switch' : 'edit');
    return { ok: true, message: this.#notice ?? { code: 'saved' } };
  }

  /** What seals the settings: the key, or a secret in its place where the organisation gives the key. */
  #secretFor({ apiKey }: ConnectionSettings): string {
    if (!this.#managed.givesKey) return apiKey;
    return this.#sealingSecret ?? `${SEALING}${randomBytes(32).toString('hex')}`;
  }

  get #untilQuit(): Message | null {
    const { givesKey, givesUserId } = this.#managed;
    if (!givesKey) return { code: 'key_until_quit' };
    return givesUserId ? null : { code: 'user_id_until_quit' };
  }

  useSandbox(): Promise<Connection> {
    return this.#oneAtATime(() => this.#startSandbox());
  }

  async #startSandbox(): Promise<Connection> {
    if (!this.#sandbox.isRunning) {
      const sandbox = await this.#sandbox.start();
      await this.#engine.connect(sandbox, null, 'switch');
      this.#publish();
    }
    return this.view();
  }

  leaveSandbox(): Promise<Connection> {
    return this.#oneAtATime(async () => {
      if (this.#sandbox.isRunning) await this.#changeToAccount('switch');
      return this.view();
    });
  }

  /** Forgets the account and its key. Its uploads wait until it is connected again. */
  forget(): Promise<void> {
    return this.#oneAtATime(async () => {
      this.#file.forget(['baseUrl', 'userId', 'encryptedKey', 'keySeal']);
      this.#account = { baseUrl: this.#file.read().baseUrl, userId: '', apiKey: '' };
      [this.#provenUserId, this.#sealingSecret, this.#notice] = ['', null, null];
      if (this.#managed.isNeeded) this.#takeGiven(await this.#managed.read());
      await this.#changeToAccount('switch');
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#kept.close();
    this.#stopTrying();
    await this.#engine.close();
    await this.#sandbox.cancelUploads();
    await this.#sandbox.end();
  }

  /** Runs one change at a time, because two sandboxes at once would share a folder. */
  #oneAtATime<T>(change: () => Promise<T>): Promise<T> {
    const changed = this.#changing.then(change);
    this.#changing = changed.catch(() => {});
    return changed;
  }

  /** Connects to the account, if there is one, and ends a sandbox that is in use or was at a crash. */
  async #changeToAccount(change: ConnectionChange = 'edit'): Promise<void> {
    await this.#sandbox.cancelUploads();
    const account = checkConnection(this.#account) === null ? this.#account : null;
    const renewKey = this.#managed.givesKey ? () => this.#renewKey() : null;
    await this.#engine.connect(account, renewKey, change);
    // Files may have been dropped during the connection.
    await this.#sandbox.cancelUploads();
    this.emit('sandboxEnded', (destination) => this.#sandbox.has(destination));
    await this.#sandbox.end();
    this.#publish();
  }

  /** Stops scans of folders that were added for the sandbox. Their files must not go to an account. */
  stopScansForSandbox(): void {
    this.#sandbox.stopScans();
  }

  /** Whether these settings replace an account that works. An account that the server refuses is only corrected. */
  #replacesAccount({ baseUrl, apiKey, userId }: ConnectionSettings): boolean {
    const before = this.#account;
    const isRefused = !this.#sandbox.isRunning && this.#engine.queue.status.kind === 'configuration';
    if (isRefused || checkConnection(before) !== null) return false;
    const isSameUser = userId.toLowerCase() === before.userId.toLowerCase();
    const isSameKey = this.#managed.givesKey || apiKey === before.apiKey;
    return !isSameServer(baseUrl, before.baseUrl) || !isSameKey || !isSameUser;
  }

  /** The draft with what the organisation gives, or why it is refused. */
  async #managedDraft(
    draft: ConnectionDraft,
  ): Promise<ConnectionSettings | Extract<ConnectionTest, { ok: false }>> {
    const settings = this.#fromDraft(draft);
    const asked = { ...settings, apiKey: draft.apiKey.trim() };
    const field = this.#managed.refusedField(asked, this.#account);
    if (field !== null) return { ok: false, field, message: { code: 'set_by_organisation' } };
    const given = await this.#managed.read();
    return given.ok ? { ...settings, ...given.values } : given;
  }

  #fromDraft(draft: ConnectionDraft): ConnectionSettings {
    const baseUrl = withoutTrailingSlashes(draft.baseUrl.trim());
    // Whoever controls the page must not have the key sent to their own server.
    const keptKey = isSameServer(baseUrl, this.#account.baseUrl) ? this.#account.apiKey : '';
    return { baseUrl, apiKey: draft.apiKey.trim() || keptKey, userId: draft.userId.trim() };
  }

  #publish(): void {
    this.emit('changed', this.view());
  }
}
