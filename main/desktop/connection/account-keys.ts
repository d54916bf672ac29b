import type { KeyProtection } from '../../../preload/contract/contract.ts';
import { destinationOf } from '../../core/model/connection-settings.ts';
import type { KeptConnection, SettingsFile } from '../settings/settings.ts';
import { KeptSecret } from './kept-secret.ts';
import { decryptKey, encryptKey, type OpenedKey } from './key-storage.ts';
import { UsedSecrets } from './used-secrets.ts';

/** The keys of the kept connections: encrypted in the settings, or in memory where the system does not encrypt them. */
export class AccountKeys {
  /** That of the chosen connection. */
  readonly #kept: KeptSecret;
  /** Secrets that the system would not encrypt, until Hoist quits; by the connection's id. */
  readonly #unstored = new Map<string, string>();
  /** All keys that were in use, for removing them from texts. */
  readonly #used = new UsedSecrets();

  constructor(file: SettingsFile) {
    this.#kept = new KeptSecret(file, 'encryptedKey');
  }

  get protection(): KeyProtection {
    return this.#kept.protection;
  }

  /** @returns the secret of a connection; null where nothing is kept, or it cannot be read */
  async open(connection: KeptConnection): Promise<OpenedKey | null> {
    const { encryptedKey } = connection;
    if (encryptedKey !== '') return decryptKey(encryptedKey);
    const apiKey = this.#unstored.get(destinationOf(connection));
    return apiKey === undefined ? null : { apiKey, isOutdated: false };
  }

  /** The opened secret of the chosen connection is in use, see {@link KeptSecret.use}. */
  use(opened: OpenedKey): Promise<void> {
    return this.#kept.use(opened);
  }

  /**
   * @param isKept whether it is the one that is kept: a stored key stays stored, even if the system refuses to encrypt it once
   *   more
   * @returns the secret as base64 for the settings; empty where the system does not encrypt it
   */
  async encrypt(secret: string, isKept: boolean): Promise<string> {
    const kept = isKept ? this.#kept.encrypted : '';
    return kept === '' ? await encryptKey(secret) : kept;
  }

  /** The settings hold this connection as the chosen one. */
  stored(connection: Omit<KeptConnection, 'name'>, secret: string): void {
    if (connection.encryptedKey === '') this.#unstored.set(destinationOf(connection), secret);
    this.#kept.stored();
  }

  /** Removes all keys that were in use from a text for a log or report. */
  removeFrom(text: string): string {
    return this.#used.removeFrom(text);
  }

  /** Remembers a key that is in use. */
  remember(apiKey: string): void {
    this.#used.add(apiKey);
  }

  /** Forgets the secret of a connection that is removed. */
  forget(id: string): void {
    this.#unstored.delete(id);
  }

  /** Forgets the secrets of all connections. */
  forgetAll(): void {
    this.#unstored.clear();
  }

  /** Finds out how a key would be stored. @returns whether that was not known before */
  tryProtection(): Promise<boolean> {
    return this.#kept.tryProtection();
  }

  /** Writes nothing from now on. */
  close(): void {
    this.#kept.close();
  }
}
