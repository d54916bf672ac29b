import type { KeyProtection } from '../../../preload/contract/contract.ts';

/** Chromium's prefix on Linux for data encrypted with the key in its source. */
const HARD_CODED_KEY = 'v10';

/**
 * Reads from the encrypted key how it is protected. Linux has no other way: the backend that Electron
 * names is the one of its synchronous calls (electron/electron#53662). Elsewhere each prefix is the system's own.
 * @param encrypted as base64; empty where the system could not encrypt
 */
export function protectionOf(encrypted: string, platform: NodeJS.Platform): KeyProtection {
  if (encrypted === '') return 'unavailable';
  const prefix = Buffer.from(encrypted, 'base64').toString('latin1', 0, HARD_CODED_KEY.length);
  return platform === 'linux' && prefix === HARD_CODED_KEY ? 'plain-text-key' : 'encrypted';
}
