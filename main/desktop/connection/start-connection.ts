import { setTimeout as sleep } from 'node:timers/promises';
import type { ConnectionControl } from './connection-control.ts';
import type { SharedLimitsControl } from './shared-limits-control.ts';

/** How long the connection waits for a keyring that asks the person for its password, in ms. */
const KEYRING_MS = 1000;

/** Shares the limits before it connects, so that the first calls need places as all later ones do. */
export async function startConnection(
  connection: Pick<ConnectionControl, 'start'>,
  sharedLimits: Pick<SharedLimitsControl, 'start'>,
): Promise<void> {
  const sharing = sharedLimits.start();
  await Promise.race([sharing, sleep(KEYRING_MS, undefined, { ref: false })]);
  await connection.start();
  await sharing;
}
