import { randomBytes } from 'node:crypto';
import type { ConnectionDraft, ConnectionTest, Message } from '../../../preload/contract/contract.ts';
import type { RenewKey } from '../../core/files-api/key-renewal.ts';
import {
  type ConnectionSettings,
  checkConnection,
  isSameServer,
  withoutTrailingSlashes,
} from '../../core/model/connection-settings.ts';
import { isSealed, sealOf } from '../../core/model/key-seal.ts';
import type { Policy } from '../../core/policy/policy.ts';
import type { KeptConnection, SettingsFile } from '../settings/settings.ts';
import { AccountKeys } from './account-keys.ts';
import type { OpenedKey } from './key-storage.ts';
import { type Given, ManagedCredentials } from './managed-credentials.ts';

/** The start of a secret that is no key: it only seals the settings, where the organisation gives the key. */
const SEALING = 'hoist-seal ';

/** What the keyring and the organisation gave for a kept connection. */
export interface Secrets {
  /** null where nothing is kept, or it cannot be read. */
  readonly opened: OpenedKey | null;
  /** null where the organisation gives nothing. */
  readonly given: Given | null;
}

/** What is stored of a connection, but for its name. */
type StoredAccount = Omit<KeptConnection, 'name'>;

/**
 * The account of the chosen connection: its settings, its key, and whether these belong together. It hands each key only
 * to the settings that it was entered for.
 */
export class Account {
  readonly keys: AccountKeys;
  readonly #managed: ManagedCredentials;
  #account: ConnectionSettings;
  /** The user id of a person who has proven to know the kept secret. */
  #provenUserId = '';
  /** What is kept encrypted, where the organisation gives the key; null where nothing is. */
  #sealingSecret: string | null = null;
  #isUnlocking: boolean;
  #lacksGiven = false;
  /** That the settings were damaged, until the person enters them again. */
  #damage: Message | null;
  #notice: Message | null;

  /** @param locked what the organisation has locked */
  constructor(file: SettingsFile, chosen: KeptConnection, locked: Policy['locked']) {
    this.keys = new AccountKeys(file);
    [this.#damage, this.#notice] = [file.notice, file.notice];
    this.#managed = new ManagedCredentials(locked);
    const { baseUrl, userId, encryptedKey } = chosen;
    this.#account = { baseUrl, userId, apiKey: '' };
    this.#isUnlocking = encryptedKey !== '' || this.#managed.isNeeded;
  }

  get settings(): ConnectionSettings {
    return this.#account;
  }

  /** Whether the keyring has not given out the stored key yet. */
  get isUnlocking(): boolean {
    return this.#isUnlocking;
  }

  /** Whether it has all that a connection needs. */
  get isComplete(): boolean {
    return checkConnection(this.#account) === null;
  }

  /** Whether the organisation's commands should have given something and did not. */
  get lacksGiven(): boolean {
    return this.#lacksGiven;
  }

  get notice(): Message | null {
    return this.#notice;
  }

  /** Whether the organisation gives the user id, so that there is one account alone. */
  get hasGivenUser(): boolean {
    return this.#managed.givesUserId;
  }

  /** Reads the key again once the server refuses it; null where a person enters it. */
  get renewKey(): RenewKey | null {
    return this.#managed.givesKey ? () => this.#renewKey() : null;
  }

  /** Removes all keys that were in use from a text for a log or report. */
  withoutKeys(text: string): string {
    return this.keys.removeFrom(this.#managed.withoutKeys(text));
  }

  /** Reads what a kept connection needs. It waits as long as the keyring asks the person for its password. */
  async secretsOf(connection: KeptConnection): Promise<Secrets> {
    const opened = await this.keys.open(connection);
    return { opened, given: this.#managed.isNeeded ? await this.#managed.read() : null };
  }

  /** Takes over the connection that the settings file has as the chosen one, with what was read for it. */
  async take({ baseUrl, userId, encryptedKey, keySeal }: KeptConnection, secrets: Secrets): Promise<void> {
    const { opened, given } = secrets;
    this.#account = { baseUrl, userId, apiKey: '' };
    [this.#provenUserId, this.#sealingSecret, this.#lacksGiven] = ['', null, false];
    this.#isUnlocking = false;
    this.#notice = this.#damage;
    const isOnlySeal = opened?.apiKey.startsWith(SEALING) === true && !this.#managed.givesKey;
    if (opened === null) {
      if (encryptedKey !== '') this.#notice = { code: 'key_unreadable' };
      // The organisation gave the key, and does no more.
    } else if (!isOnlySeal) this.#takeKept(opened.apiKey, keySeal);
    if (given !== null) {
      if (this.#managed.givesKey) this.#takeProven();
      this.takeGiven(given);
    }
    this.#rememberKey();
    if (opened !== null && encryptedKey !== '' && !isOnlySeal) await this.keys.use(opened);
  }

  /** The seal keeps whoever can write the settings from sending the key to another server, or files to another user. */
  #takeKept(apiKey: string, seal: string): void {
    const account = { ...this.#account, apiKey };
    if (isSealed(account, seal)) this.#account = account;
    else this.#notice = { code: 'key_for_another' };
  }

  /** Where the organisation gives the key, the kept secret shows who entered the user id. */
  #takeProven(): void {
    const { apiKey: secret, userId } = this.#account;
    this.#sealingSecret = secret === '' ? null : secret;
    this.#provenUserId = secret === '' ? '' : userId;
    const isUnproven = secret === '' && userId !== '' && !this.#managed.givesUserId;
    this.#notice = isUnproven ? { code: 'user_id_unproven' } : this.#damage;
  }

  /** Takes what the organisation's commands gave. */
  takeGiven(given: Given): void {
    this.#account = this.#managed.accountOf(given, this.#account, this.#provenUserId);
    this.#rememberKey();
    if (!given.ok) this.#notice = given.message;
    else if (this.#lacksGiven) this.#notice = null;
    this.#lacksGiven = !given.ok;
  }

  /** Runs the organisation's commands. */
  readGiven(): Promise<Given> {
    return this.#managed.read();
  }

  async #renewKey(): Promise<string | null> {
    const given = await this.#managed.read();
    const apiKey = given.ok ? given.values.apiKey : undefined;
    if (apiKey === undefined) return null;
    this.#account = { ...this.#account, apiKey };
    return apiKey;
  }

  /**
   * @param isNew whether it is for a connection of its own, to which the present key does not belong
   * @returns the draft with what the organisation gives, or why it is refused
   */
  async complete(
    draft: ConnectionDraft,
    isNew: boolean,
  ): Promise<ConnectionSettings | Extract<ConnectionTest, { ok: false }>> {
    const settings = isNew ? fromDraft(draft, '') : this.#fromDraft(draft);
    const asked = { ...settings, apiKey: draft.apiKey.trim() };
    const field = this.#managed.refusedField(asked, this.#account);
    if (field !== null) return { ok: false, field, message: { code: 'set_by_organisation' } };
    const given = await this.#managed.read();
    return given.ok ? { ...settings, ...given.values } : given;
  }

  #fromDraft(draft: ConnectionDraft): ConnectionSettings {
    const { baseUrl } = fromDraft(draft, '');
    // Whoever controls the page must not have the key sent to their own server.
    return fromDraft(draft, isSameServer(baseUrl, this.#account.baseUrl) ? this.#account.apiKey : '');
  }

  /** Whether these settings are another account than this one. */
  isOtherThan({ baseUrl, apiKey, userId }: ConnectionSettings): boolean {
    const before = this.#account;
    const isSameUser = userId.toLowerCase() === before.userId.toLowerCase();
    const isSameKey = this.#managed.givesKey || apiKey === before.apiKey;
    return !isSameServer(baseUrl, before.baseUrl) || !isSameKey || !isSameUser;
  }

  /**
   * Encrypts and seals settings that a person entered.
   * @param isNew as for {@link complete}
   * @returns what to store of them, and the secret in it
   */
  async seal(
    settings: ConnectionSettings,
    isNew: boolean,
  ): Promise<{ readonly stored: StoredAccount; readonly secret: string }> {
    const sealing = isNew ? null : this.#sealingSecret;
    const secret = this.#managed.givesKey
      ? (sealing ?? `${SEALING}${randomBytes(32).toString('hex')}`)
      : settings.apiKey;
    const isKept = !isNew && secret === (this.#managed.givesKey ? sealing : this.#account.apiKey);
    const encryptedKey = await this.keys.encrypt(secret, isKept);
    const { baseUrl, userId } = settings;
    return {
      stored: { baseUrl, userId, encryptedKey, keySeal: sealOf({ ...settings, apiKey: secret }) },
      secret,
    };
  }

  /** Takes over settings that a person entered, once they are stored. */
  takeEntered(settings: ConnectionSettings, { stored, secret }: Awaited<ReturnType<Account['seal']>>): void {
    this.#account = settings;
    this.#damage = null;
    this.#provenUserId = settings.userId;
    this.#sealingSecret = this.#managed.givesKey ? secret : null;
    this.#lacksGiven = false;
    this.#rememberKey();
    this.keys.stored(stored, secret);
    this.#notice = stored.encryptedKey === '' ? this.#untilQuit : null;
  }

  get #untilQuit(): Message | null {
    const { givesKey, givesUserId } = this.#managed;
    if (!givesKey) return { code: 'key_until_quit' };
    return givesUserId ? null : { code: 'user_id_until_quit' };
  }

  /** Forgets the secrets of all connections. */
  forgetAll(): void {
    this.keys.forgetAll();
    this.#damage = null;
  }

  #rememberKey(): void {
    this.keys.remember(this.#account.apiKey);
  }
}

function fromDraft(draft: ConnectionDraft, keptKey: string): ConnectionSettings {
  const baseUrl = withoutTrailingSlashes(draft.baseUrl.trim());
  return { baseUrl, apiKey: draft.apiKey.trim() || keptKey, userId: draft.userId.trim() };
}
