import type { KeyProtection } from '../../../preload/contract/contract.ts';
import type { SettingsFile } from '../settings/settings.ts';
import { protectionOf } from './key-protection.ts';
import { decryptKey, encryptKey, type OpenedKey } from './key-storage.ts';

/** The settings that hold a secret. */
type SecretName = 'encryptedKey' | 'encryptedQuotaPassword' | 'encryptedProxyLogin';

/** A secret in the settings file, which the system's keyring encrypts. */
export class KeptSecret {
  readonly #file: SettingsFile;
  readonly #name: SecretName;
  #protection: KeyProtection = 'unknown';
  #isClosed = false;

  /** @param name the setting that holds it */
  constructor(file: SettingsFile, name: SecretName) {
    this.#file = file;
    this.#name = name;
  }

  get protection(): KeyProtection {
    return this.#protection;
  }

  /** As base64; empty where nothing is kept. */
  get encrypted(): string {
    return this.#file.read()[this.#name];
  }

  /** Waits as long as the system asks the person. @returns null where nothing is kept, or it cannot be read */
  async open(): Promise<OpenedKey | null> {
    const { encrypted } = this;
    return encrypted === '' ? null : await decryptKey(encrypted);
  }

  /** The opened secret is in use: the protection counts, and it is encrypted anew where the system does better by now. */
  async use({ apiKey, isOutdated }: OpenedKey): Promise<void> {
    this.stored();
    if (!isOutdated) return;
    const encrypted = await encryptKey(apiKey);
    if (encrypted === '' || this.#isClosed) return;
    try {
      this.#file.write({ [this.#name]: encrypted });
      this.stored();
    } catch {
      // On a full disk the old form stays, and the next start tries again.
    }
  }

  /** The settings file has been written with it. */
  stored(): void {
    this.#protection = protectionOf(this.encrypted, process.platform);
  }

  /**
   * Finds out how a secret would be stored, so that the person knows before they enter one.
   * @returns whether that was not known before
   */
  async tryProtection(): Promise<boolean> {
    const protection = protectionOf(await encryptKey('Hoist'), process.platform);
    if (this.#isClosed || this.#protection !== 'unknown') return false;
    this.#protection = protection;
    return true;
  }

  /** Writes nothing from now on. */
  close(): void {
    this.#isClosed = true;
  }
}
