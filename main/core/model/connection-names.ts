import { type ConnectionSettings, destinationOf } from './connection-settings.ts';
import { shownHost } from './shown-address.ts';

interface NamedConnection extends Pick<ConnectionSettings, 'baseUrl' | 'userId'> {
  /** Empty where the person gave it none. */
  readonly name: string;
}

/**
 * @returns the name of each connection by its destination: the name that a person gave it, else its server's, with the user
 * where two share that
 */
export function namesOf(connections: readonly NamedConnection[]): Map<string, string> {
  const hosts = connections.map(({ baseUrl }) => shownHost(baseUrl));
  return new Map(
    connections.map((connection, index) => {
      const host = hosts[index] ?? '';
      const isAlone = hosts.filter((other) => other === host).length === 1;
      const usual = isAlone ? host : `${host} (${connection.userId.slice(0, 8)}…)`;
      return [destinationOf(connection), connection.name || usual];
    }),
  );
}
