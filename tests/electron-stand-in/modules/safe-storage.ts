/**
 * The module `safeStorage`, as on a Linux desktop with a keyring: AES-256-GCM with a random key that lies outside the
 * app's data. `--password-store=basic` gives what Electron has without a keyring: a key that everybody knows.
 */
import { createCipheriv, createDecipheriv, createHash, pbkdf2Sync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { app } from '../app.ts';
import { switchValue } from '../command-line.ts';
import { keyringAsks, keyringIsHardCoded, keyringRefuses } from '../conditions.ts';
import { strictObject, throwsNotImplemented } from '../strict.ts';

type Implemented = Pick<
  Electron.SafeStorage,
  | 'isEncryptionAvailable'
  | 'isAsyncEncryptionAvailable'
  | 'encryptStringAsync'
  | 'decryptStringAsync'
  | 'getSelectedStorageBackend'
  | 'setUsePlainTextEncryption'
  | 'encryptString'
  | 'decryptString'
>;

let plainTextAllowed = false;

function isBasic(): boolean {
  return switchValue('password-store') === 'basic';
}

function hasKeyring(): boolean {
  return !isBasic() && !keyringIsHardCoded;
}

/** As Chromium's encryptor, which each asynchronous call waits for. */
async function keyringAnswers(): Promise<void> {
  while (keyringAsks !== null && !existsSync(keyringAsks)) await sleep(20);
}

function assertReady(): void {
  if (!app.isReady()) throw new Error('safeStorage cannot be used before app is ready');
}

/** One keyring entry for each data folder, so that two apps under test never share a key. */
function keyringKey(): Buffer {
  const folder = process.env['HOIST_STAND_IN_KEYRING'] ?? join(tmpdir(), `hoist-keyring-${userInfo().uid}`);
  const file = join(folder, `${createHash('sha256').update(app.getPath('userData')).digest('hex')}.key`);
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(file, randomBytes(32), { mode: 0o600 });
  }
  return readFileSync(file);
}

/** Chromium's own: the passphrase "peanuts" is in its source. */
function hardCodedKey(): Buffer {
  return pbkdf2Sync('peanuts', 'saltysalt', 1, 32, 'sha1');
}

function keyFor(version: string): Buffer {
  return version === 'v10' ? hardCodedKey() : keyringKey();
}

export const safeStorage = strictObject<Implemented>('safeStorage', {
  isEncryptionAvailable: () => app.isReady() && (!isBasic() || plainTextAllowed),
  async isAsyncEncryptionAvailable() {
    if (!app.isReady()) return false;
    await keyringAnswers();
    return true;
  },
  async encryptStringAsync(plainText) {
    assertReady();
    if (typeof plainText !== 'string') throw new TypeError('safeStorage.encryptStringAsync takes a string');
    await keyringAnswers();
    if (keyringRefuses)
      throw new Error('Error while encrypting the text provided to safeStorage.encryptStringAsync.');
    const version = hasKeyring() ? 'v11' : 'v10';
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', keyFor(version), iv);
    const sealed = Buffer.concat([cipher.update(plainText, 'utf8'), cipher.final()]);
    return Buffer.concat([Buffer.from(version), iv, cipher.getAuthTag(), sealed]);
  },
  async decryptStringAsync(encrypted) {
    assertReady();
    await keyringAnswers();
    if (keyringRefuses)
      throw new Error('safeStorage.decryptStringAsync is temporarily unavailable. Please try again.');
    try {
      const version = encrypted.subarray(0, 3).toString('latin1');
      if (version !== 'v10' && version !== 'v11') throw new Error('not written by safeStorage');
      const decipher = createDecipheriv('aes-256-gcm', keyFor(version), encrypted.subarray(3, 15));
      decipher.setAuthTag(encrypted.subarray(15, 31));
      const opened = Buffer.concat([decipher.update(encrypted.subarray(31)), decipher.final()]);
      return { result: opened.toString('utf8'), shouldReEncrypt: version === 'v10' && hasKeyring() };
    } catch (cause) {
      throw new Error('Error while decrypting the ciphertext provided to safeStorage.decryptStringAsync.', {
        cause,
      });
    }
  },
  getSelectedStorageBackend() {
    if (!app.isReady()) return 'unknown';
    return isBasic() ? 'basic_text' : 'gnome_libsecret';
  },
  setUsePlainTextEncryption(usePlainText) {
    plainTextAllowed = usePlainText;
  },
  encryptString: throwsNotImplemented('safeStorage.encryptString'),
  decryptString: throwsNotImplemented('safeStorage.decryptString'),
});
