import { createClient, createCluster, createSentinel } from '@redis/client';
import type { QuotaAddress } from './quota-address.ts';

/** One connection to the server, however many processes it consists of. */
export interface RedisConnection {
  /** @param key decides which part of a cluster answers */
  send(key: string, words: readonly string[]): Promise<unknown>;
  /** Ends it at once. */
  destroy(): void;
}

const CONNECT_MS = 900;

/** @returns a connection that does not connect again by itself, so that a failure is known at once */
export async function connectToRedis(address: QuotaAddress): Promise<RedisConnection> {
  const { kind, nodes, database, name } = address;
  const login = {
    ...(address.username !== null && { username: address.username }),
    ...(address.password !== null && { password: address.password }),
    // Only what the script needs: the fewest rights do.
    disableClientInfo: true,
    maintNotifications: 'disabled',
  } as const;
  const tls = address.isTls ? ({ tls: true } as const) : ({} as const);
  const socket = { connectTimeout: CONNECT_MS, reconnectStrategy: false, ...tls } as const;
  const ignore = (): void => {};
  if (kind === 'cluster') {
    const cluster = createCluster({
      rootNodes: nodes.map((node) => ({ socket: { ...socket, ...serverName(address, node), ...node } })),
      defaults: { ...login, socket },
    });
    await connected(cluster);
    return {
      send: (key, words) => cluster.sendCommand(key, false, [...words]),
      destroy: () => cluster.destroy(),
    };
  }
  if (kind === 'sentinel') {
    const sentinel = createSentinel({
      name,
      sentinelRootNodes: [...nodes],
      nodeClientOptions: { ...login, database, socket },
      sentinelClientOptions: { socket: { connectTimeout: CONNECT_MS, reconnectStrategy: false, ...tls } },
      scanInterval: 1000,
    });
    await connected(sentinel);
    return {
      send: (_key, words) => sentinel.sendCommand(false, [...words]),
      destroy: () => void sentinel.destroy().catch(ignore),
    };
  }
  const [node] = nodes;
  const client = createClient({
    ...login,
    database,
    disableOfflineQueue: true,
    socket: { ...socket, ...serverName(address, node), ...node },
  });
  await connected(client);
  return { send: (_key, words) => client.sendCommand([...words]), destroy: () => client.destroy() };
}

/** TLS names the server by its host, unless that is a number. */
function serverName({ isTls }: QuotaAddress, node: QuotaAddress['nodes'][number] | undefined) {
  if (!isTls || node === undefined || /^[\d.:]+$/.test(node.host)) return {};
  return { servername: node.host };
}

interface Client {
  on(event: 'error', listener: (error: unknown) => void): unknown;
  connect(): Promise<unknown>;
  destroy(): unknown;
}

/** @throws what a node said, rather than that no node could be used, which a cluster throws */
async function connected(client: Client): Promise<void> {
  let nodeError: unknown = null;
  // Without a listener an error would end the process.
  client.on('error', (error) => {
    nodeError ??= error;
  });
  try {
    await client.connect();
  } catch (clientError) {
    const error = nodeError ?? clientError;
    try {
      client.destroy();
    } catch {
      // It was closed already.
    }
    throw error;
  }
}
