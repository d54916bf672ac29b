import { safeStorage } from 'electron';
import type { KeyProtection } from '../../preload/contract.ts';

/** How the system can keep the key. On Linux without a keyring, Electron falls back to a password that all know. */
export async function keyProtection(): Promise<KeyProtection> {
  if (!(await safeStorage.isAsyncEncryptionAvailable())) return 'unavailable';
  const weak = process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text';
  return weak ? 'plain-text-key' : 'encrypted';
}

/** The key as base64 for the settings file; empty where the system cannot encrypt, so that it is not kept at all. */
export async function encryptKey(apiKey: string): Promise<string> {
  if (!(await safeStorage.isAsyncEncryptionAvailable())) return '';
  return (await safeStorage.encryptStringAsync(apiKey)).toString('base64');
}

/** The key, or null where it cannot be had back: another user's keyring, or a damaged file. */
export async function decryptKey(encrypted: string): Promise<string | null> {
  if (encrypted === '') return null;
  try {
    return (await safeStorage.decryptStringAsync(Buffer.from(encrypted, 'base64'))).result;
  } catch {
    return null;
  }
}
