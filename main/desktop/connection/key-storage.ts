import { safeStorage } from 'electron';

/**
 * The key as base64 for the settings file; empty where the system refuses to encrypt, as a keychain does that a person
 * denied. Then the key is not kept at all. Waits as long as the system asks the person.
 */
export async function encryptKey(apiKey: string): Promise<string> {
  try {
    return (await safeStorage.encryptStringAsync(apiKey)).toString('base64');
  } catch {
    return '';
  }
}

/** A key that was had back from the settings file. */
export interface OpenedKey {
  readonly apiKey: string;
  /** Whether the system would encrypt it better by now, as with a keyring that was not there before. */
  readonly isOutdated: boolean;
}

/**
 * The key, or null where it cannot be had back: another user's keyring, one that a person denied, or a damaged file.
 * Waits as long as the system asks the person.
 */
export async function decryptKey(encrypted: string): Promise<OpenedKey | null> {
  try {
    const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(
      Buffer.from(encrypted, 'base64'),
    );
    return { apiKey: result, isOutdated: shouldReEncrypt };
  } catch {
    return null;
  }
}
