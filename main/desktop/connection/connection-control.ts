import { EventEmitter } from 'node:events';
import { rm } from 'node:fs/promises';
import type {
  Connection,
  ConnectionDraft,
  ConnectionTest,
  KeyProtection,
  Message,
} from '../../../preload/contract/contract.ts';
import type { Engine } from '../../core/engine.ts';
import {
  type ConnectionSettings,
  checkConnection,
  isSameServer,
  withoutTrailingSlashes,
} from '../../core/model/connection-settings.ts';
import { isSealed, sealOf } from '../../core/model/key-seal.ts';
import { isActive } from '../../core/model/upload.ts';
import type { Sandbox } from '../../sandbox/index.ts';
import { DEFAULT_BASE_URL, type SettingsFile } from '../settings/settings.ts';
import { protectionOf } from './key-protection.ts';
import { decryptKey, encryptKey } from './key-storage.ts';

interface ConnectionEvents {
  /** The connection, or what the window may know of it, has changed. */
  changed: [connection: Connection];
}

/** Where the app uploads to: the person's account, or the sandbox inside the app. It alone knows the key. */
export class ConnectionControl extends EventEmitter<ConnectionEvents> {
  readonly #engine: Engine;
  readonly #file: SettingsFile;
  readonly #sandboxFolder: string;
  readonly #confirmChange: (settings: ConnectionSettings) => Promise<boolean>;
  #account: ConnectionSettings;
  #protection: KeyProtection = 'unknown';
  /** Whether the keyring has not given out the stored key yet. */
  #isUnlocking: boolean;
  #isClosed = false;
  #sandbox: Sandbox | null = null;
  /** The user of the present sandbox, or of the last one. */
  #sandboxUserId: string | null = null;
  #notice: Message | null;
  #changing: Promise<unknown> = Promise.resolve();

  constructor(options: {
    engine: Engine;
    file: SettingsFile;
    sandboxFolder: string;
    /** Asks the person whether this account may replace one that works. */
    confirmChange: (settings: ConnectionSettings) => Promise<boolean>;
  }) {
    super();
    this.#engine = options.engine;
    this.#file = options.file;
    this.#sandboxFolder = options.sandboxFolder;
    this.#confirmChange = options.confirmChange;
    this.#notice = options.file.notice;
    const { baseUrl, userId, encryptedKey } = options.file.read();
    this.#account = { baseUrl, userId, apiKey: '' };
    this.#isUnlocking = encryptedKey !== '';
  }

  /** Whether Hoist knows where to upload to, or waits for the keyring to learn it. */
  get isConnected(): boolean {
    return this.#isUnlocking || this.#sandbox !== null || checkConnection(this.#account) === null;
  }

  /** Removes the key from a text for a log or report. */
  withoutKey(text: string): string {
    const { apiKey } = this.#account;
    return apiKey === '' ? text : text.replaceAll(apiKey, '…');
  }

  isSandbox(destination: string): boolean {
    return this.#sandboxUserId !== null && destination.startsWith(`${this.#sandboxUserId}@`);
  }

  /** Connects with the stored settings. It waits as long as the keyring asks the person for its password. */
  start(): Promise<void> {
    return this.#oneAtATime(async () => {
      if (this.#isUnlocking) await this.#unlock();
      if (this.#isClosed) return;
      await this.#changeToAccount();
      // The keyring may ask the person here as well, and nothing waits for it.
      if (this.#protection === 'unknown') void this.#tryProtection();
    });
  }

  async #unlock(): Promise<void> {
    const { encryptedKey, keySeal } = this.#file.read();
    const opened = await decryptKey(encryptedKey);
    if (this.#isClosed) return;
    this.#isUnlocking = false;
    if (opened === null) {
      this.#notice = { code: 'key_unreadable' };
      return;
    }
    this.#takeKept(opened.apiKey, keySeal);
    this.#protection = protectionOf(encryptedKey, process.platform);
    if (opened.isOutdated) await this.#encryptAnew(opened.apiKey);
  }

  async #encryptAnew(apiKey: string): Promise<void> {
    const encryptedKey = await encryptKey(apiKey);
    if (encryptedKey === '' || this.#isClosed) return;
    try {
      this.#file.write({ encryptedKey });
      this.#protection = protectionOf(encryptedKey, process.platform);
    } catch {
      // On a full disk the old form stays, and the next start tries again.
    }
  }

  /** Finds out how a key would be stored, so that the person knows before they enter one. */
  async #tryProtection(): Promise<void> {
    const protection = protectionOf(await encryptKey('Hoist'), process.platform);
    if (this.#isClosed || this.#protection !== 'unknown') return;
    this.#protection = protection;
    this.#tell();
  }

  /** The seal keeps whoever can write the settings from sending the key to another server, or files to another user. */
  #takeKept(apiKey: string, seal: string): void {
    const account = { ...this.#account, apiKey };
    if (isSealed(account, seal)) this.#account = account;
    else this.#notice = { code: 'key_for_another' };
  }

  /** @returns the connection as the window may know it */
  view(): Connection {
    const { baseUrl, userId, apiKey } = this.#account;
    return {
      mode: this.#mode,
      baseUrl,
      userId,
      hasKey: apiKey !== '',
      keyProtection: this.#protection,
      notice: this.#notice,
    };
  }

  get #mode(): Connection['mode'] {
    if (this.#isUnlocking) return 'unlocking';
    if (this.#sandbox !== null) return 'sandbox';
    return this.isConnected ? 'account' : 'none';
  }

  test(draft: ConnectionDraft): Promise<ConnectionTest> {
    return this.#engine.testConnection(this.#fromDraft(draft));
  }

  save(draft: ConnectionDraft): Promise<ConnectionTest> {
    return this.#oneAtATime(() => this.#save(draft));
  }

  async #save(draft: ConnectionDraft): Promise<ConnectionTest> {
    const settings = this.#fromDraft(draft);
    const problem = checkConnection(settings);
    if (problem !== null) return { ok: false, ...problem };
    if (this.#replacesAccount(settings) && !(await this.#confirmChange(settings))) {
      return { ok: false, field: null, message: { code: 'account_kept' } };
    }
    // A stored key stays stored, even if the system refuses to encrypt it once more.
    const isKept = settings.apiKey === this.#account.apiKey;
    const kept = isKept ? this.#file.read().encryptedKey : '';
    const encryptedKey = kept === '' ? await encryptKey(settings.apiKey) : kept;
    const { baseUrl, userId } = settings;
    this.#file.write({ baseUrl, userId, encryptedKey, keySeal: sealOf(settings) });
    this.#account = settings;
    this.#protection = protectionOf(encryptedKey, process.platform);
    this.#notice = encryptedKey === '' ? { code: 'key_until_quit' } : null;
    await this.#changeToAccount();
    return { ok: true, message: this.#notice ?? { code: 'saved' } };
  }

  useSandbox(): Promise<Connection> {
    return this.#oneAtATime(() => this.#startSandbox());
  }

  async #startSandbox(): Promise<Connection> {
    if (this.#sandbox === null) {
      // Most people never load the sandbox.
      const { startSandbox } = await import('../../sandbox/index.ts');
      await rm(this.#sandboxFolder, { recursive: true, force: true });
      const sandbox = await startSandbox({ folder: this.#sandboxFolder });
      this.#sandbox = sandbox;
      const { baseUrl, apiKey, userId } = sandbox;
      this.#sandboxUserId = userId;
      this.#file.write({ sandboxUserId: userId });
      await this.#engine.connect({ baseUrl, apiKey, userId });
      this.#tell();
    }
    return this.view();
  }

  leaveSandbox(): Promise<Connection> {
    return this.#oneAtATime(async () => {
      if (this.#sandbox !== null) await this.#changeToAccount();
      return this.view();
    });
  }

  /** Forgets the account and its key. Its uploads wait until it is connected again. */
  forget(): Promise<void> {
    return this.#oneAtATime(async () => {
      this.#file.write({ baseUrl: DEFAULT_BASE_URL, userId: '', encryptedKey: '', keySeal: '' });
      this.#account = { baseUrl: DEFAULT_BASE_URL, userId: '', apiKey: '' };
      this.#notice = null;
      await this.#changeToAccount();
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#engine.close();
    await this.#cancelSandboxUploads();
    await this.#endSandbox();
  }

  /** Runs one change at a time, because two sandboxes at once would share a folder. */
  #oneAtATime<T>(change: () => Promise<T>): Promise<T> {
    const changed = this.#changing.then(change);
    this.#changing = changed.catch(() => {});
    return changed;
  }

  /** Connects to the account, if there is one, and ends a sandbox that is in use or was at a crash. */
  async #changeToAccount(): Promise<void> {
    await this.#cancelSandboxUploads();
    await this.#engine.connect(checkConnection(this.#account) === null ? this.#account : null);
    // Files may have been dropped during the connection.
    await this.#cancelSandboxUploads();
    await this.#endSandbox();
    this.#tell();
  }

  async #endSandbox(): Promise<void> {
    if (this.#file.read().sandboxUserId !== '') this.#file.write({ sandboxUserId: '' });
    const sandbox = this.#sandbox;
    if (sandbox === null) return;
    this.#sandbox = null;
    await sandbox.close();
    await rm(this.#sandboxFolder, { recursive: true, force: true });
  }

  /** Stops scans of folders that were added for the sandbox. Their files must not go to an account. */
  stopScansForSandbox(): void {
    this.#engine.stopScansFor((destination) => this.isSandbox(destination));
  }

  /** Cancels the sandbox's uploads, which must neither wait for ever nor go to a real account. */
  async #cancelSandboxUploads(): Promise<void> {
    this.stopScansForSandbox();
    const { sandboxUserId } = this.#file.read();
    if (sandboxUserId === '') return;
    const { queue } = this.#engine;
    const meant = [...queue.uploads.all()].filter(
      ({ state, destination }) => isActive(state) && destination?.startsWith(`${sandboxUserId}@`),
    );
    await queue.cancel(meant.map(({ id }) => id));
  }

  /** Whether these settings replace an account that works. An account that the server refuses is only corrected. */
  #replacesAccount({ baseUrl, apiKey, userId }: ConnectionSettings): boolean {
    const before = this.#account;
    const isRefused = this.#sandbox === null && this.#engine.queue.status.kind === 'configuration';
    if (isRefused || checkConnection(before) !== null) return false;
    const isSameUser = userId.toLowerCase() === before.userId.toLowerCase();
    return !isSameServer(baseUrl, before.baseUrl) || apiKey !== before.apiKey || !isSameUser;
  }

  #fromDraft(draft: ConnectionDraft): ConnectionSettings {
    const baseUrl = withoutTrailingSlashes(draft.baseUrl.trim());
    // Whoever controls the page must not have the key sent to their own server.
    const keptKey = isSameServer(baseUrl, this.#account.baseUrl) ? this.#account.apiKey : '';
    return { baseUrl, apiKey: draft.apiKey.trim() || keptKey, userId: draft.userId.trim() };
  }

  #tell(): void {
    this.emit('changed', this.view());
  }
}
