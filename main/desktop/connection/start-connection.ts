import { setTimeout as sleep } from 'node:timers/promises';
import type { ConnectionControl } from './connection-control.ts';

/** How long the connection waits for a keyring that asks the person for its password, in ms. */
const KEYRING_MS = 1000;

/**
 * Connects once the keyring has opened what the first calls need: the shared limits, and the login for a proxy. A keyring
 * that asks the person is not waited for.
 */
export async function startConnection(
  connection: Pick<ConnectionControl, 'start'>,
  before: readonly { start(): Promise<void> }[],
): Promise<void> {
  const starting = Promise.all(before.map((each) => each.start()));
  await Promise.race([starting, sleep(KEYRING_MS, undefined, { ref: false })]);
  await connection.start();
  await starting;
}
