import { randomBytes, timingSafeEqual } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writePrivate } from '../files/private-files.ts';
import { PROTOCOL_VERSION } from './protocol.ts';

/** In the data folder, for this user alone: where its owner listens, and what to say there. */
const FILE_NAME = 'handover.json';
const SOCKET_NAME = 'hoist.sock';
/** The size of a socket's address, in bytes, including its end: 104 on macOS, 108 on Linux. */
const MAX_SOCKET_PATH_BYTES = 103;

const endpoint = z.object({ v: z.number(), address: z.string(), token: z.string() });

/** The address at which the owner of a data folder listens. */
export type Endpoint = z.infer<typeof endpoint>;

/** A new one; null where the folder's path is too long for a socket in it. */
export function newEndpoint(folder: string, platform: NodeJS.Platform): Endpoint | null {
  const token = randomBytes(32).toString('hex');
  const v = PROTOCOL_VERSION;
  if (platform === 'win32') {
    return { v, token, address: `\\\\.\\pipe\\hoist-${randomBytes(16).toString('hex')}` };
  }
  const address = join(folder, SOCKET_NAME);
  return Buffer.byteLength(address) > MAX_SOCKET_PATH_BYTES ? null : { v, token, address };
}

/** Called by the owner of the folder: a file that is already there is from an owner that has ended. */
export function writeEndpoint(folder: string, point: Endpoint): void {
  writePrivate(join(folder, FILE_NAME), `${JSON.stringify(point)}\n`);
}

export function removeEndpoint(folder: string): void {
  rmSync(join(folder, FILE_NAME), { force: true });
}

/** @returns the endpoint that the last owner of the folder left, which may have ended; null without one */
export function readEndpoint(folder: string): Endpoint | null {
  try {
    return endpoint.parse(JSON.parse(readFileSync(join(folder, FILE_NAME), 'utf8')));
  } catch {
    return null;
  }
}

/** Compares in a time that does not tell how much of it was right. */
export function isSameToken(said: string, meant: string): boolean {
  const [a, b] = [Buffer.from(said), Buffer.from(meant)];
  return a.length === b.length && timingSafeEqual(a, b);
}
