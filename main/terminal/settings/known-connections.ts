import { namesOf } from '../../core/model/connection-names.ts';
import { type ConnectionSettings, destinationOf } from '../../core/model/connection-settings.ts';
import { shownAddress } from '../../core/model/shown-address.ts';
import { isAllowedBy } from '../../core/policy/allowed-connections.ts';
import type { Policy } from '../../core/policy/policy.ts';
import { printable } from '../output/printable.ts';
import { readAppSettings } from './app-settings.ts';

/** A connection of the desktop app as it may be shown, without its key. */
export interface ListedConnection {
  readonly name: string;
  readonly base_url: string;
  readonly user_id: string;
  /** Whether commands use it. */
  readonly in_use: boolean;
}

/**
 * @param used the base URL and user of commands; either may be empty
 * @returns the connections that a person can choose in the desktop app, by name
 */
export function knownConnections(
  dataFolder: string,
  { locked, preset }: Policy,
  used: Pick<ConnectionSettings, 'baseUrl' | 'userId'>,
): ListedConnection[] {
  const { connectionName, userId, otherConnections, ...kept } = readAppSettings(dataFolder);
  const baseUrl = locked.baseUrl ?? kept.baseUrl ?? preset.baseUrl ?? '';
  const chosen = { name: connectionName, baseUrl, userId };
  const others = otherConnections.filter(isAllowedBy(locked));
  const all = userId === '' ? others : [chosen, ...others];
  const names = namesOf(all);
  return all
    .map((connection) => ({
      name: names.get(destinationOf(connection)) ?? '',
      base_url: shownAddress(connection.baseUrl),
      user_id: connection.userId,
      in_use: destinationOf(connection) === destinationOf(used),
    }))
    .sort((one, other) => one.name.localeCompare(other.name));
}

/** @returns a line for each of them, which a star marks if commands use it; safe to print */
export function connectionLines(connections: readonly ListedConnection[]): string[] {
  const columns = connections.map(({ name, base_url, user_id, in_use }) => [
    `${in_use ? '*' : ' '} ${printable(name)}`,
    printable(base_url),
    printable(user_id),
  ]);
  const widths = [0, 1].map((column) => Math.max(...columns.map((row) => row[column]?.length ?? 0)));
  return columns.map((row) => row.map((text, column) => text.padEnd(widths[column] ?? 0)).join('  '));
}
