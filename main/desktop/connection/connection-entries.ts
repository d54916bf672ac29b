import type { ConnectionEntry } from '../../../preload/contract/contract.ts';
import { destinationOf } from '../../core/model/connection-settings.ts';
import { shownHost } from '../../core/model/shown-address.ts';
import { isActive } from '../../core/model/upload.ts';
import type { UploadList } from '../../core/queue/upload-list.ts';
import type { KeptConnection } from '../settings/settings.ts';

/** @returns a name as a person gave it, without what would change the text around it */
export function namedAs(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '').trim();
}

/** @returns the connections as the window lists them, by name */
export function entriesOf(
  connections: readonly KeptConnection[],
  names: ReadonlyMap<string, string>,
  uploads: Pick<UploadList, 'all'>,
): ConnectionEntry[] {
  const waiting = new Map(connections.map((connection) => [destinationOf(connection), 0]));
  for (const { state, destination } of uploads.all()) {
    const count = destination === null ? undefined : waiting.get(destination);
    if (destination !== null && count !== undefined && isActive(state)) waiting.set(destination, count + 1);
  }
  return connections
    .map((connection) => {
      const id = destinationOf(connection);
      const server = shownHost(connection.baseUrl);
      return { id, name: names.get(id) ?? server, server, waiting: waiting.get(id) ?? 0 };
    })
    .sort((one, other) => one.name.localeCompare(other.name));
}
