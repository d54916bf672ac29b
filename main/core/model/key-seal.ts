import { randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';
import type { ConnectionSettings } from './connection-settings.ts';

/** Some ms of work: enough for who would guess keys by it, little for a start. */
const COST = { N: 4096, r: 8, p: 1 } as const;
const LENGTH_BYTES = 32;

/**
 * Ties an API key to the server and the user that a person entered it for. It lies beside them in the settings: whoever
 * can change those, but does not know the key, cannot have it sent elsewhere.
 */
export function sealOf(settings: ConnectionSettings): string {
  const salt = randomBytes(16);
  return `${salt.toString('hex')}.${digest(settings, salt).toString('hex')}`;
}

/** Whether the key was entered for this server and user. */
export function isSealed(settings: ConnectionSettings, seal: string): boolean {
  const [salt = '', said = ''] = seal.split('.', 2).map((part) => part.slice(0, 2 * LENGTH_BYTES));
  const saidBytes = Buffer.from(said, 'hex');
  if (saidBytes.length !== LENGTH_BYTES || !URL.canParse(settings.baseUrl)) return false;
  return timingSafeEqual(saidBytes, digest(settings, Buffer.from(salt, 'hex')));
}

function digest({ baseUrl, apiKey, userId }: ConnectionSettings, salt: Buffer): Buffer {
  const { origin } = new URL(baseUrl);
  return scryptSync(JSON.stringify([apiKey, origin, userId.toLowerCase()]), salt, LENGTH_BYTES, COST);
}
