import { safeStorage } from 'electron';

/**
 * Encrypts the key as base64 for the settings file; empty where the system refuses, as a keychain does that a person
 * denied. Then the key is not stored at all. Waits as long as the system asks the person.
 */
export async function encryptKey(apiKey: string): Promise<string> {
  try {
    return (await safeStorage.encryptStringAsync(apiKey)).toString('base64');
  } catch {
    return '';
  }
}

/** A decrypted key. */
export interface OpenedKey {
  readonly apiKey: string;
  /** Whether the system encrypts better by now, as with a keyring that was missing before. */
  readonly isOutdated: boolean;
}

/**
 * Decrypts the key; null for another user's keyring, one that a person denied, or a damaged file.
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
