import type { ClientRequest } from 'node:http';
import type { Duplex } from 'node:stream';

/** Connections that a request was given to. */
const used = new WeakSet<Duplex>();

/**
 * Tells whether a request's connection served another one before, and so may be closed by the server just as the request
 * comes. Node's `reusedSocket` says it of idle connections alone: not of one that goes from request to request because
 * more of them wait than there are connections.
 * @param request that has no connection yet
 * @returns whether it has such a connection by now
 */
export function earlierUse(request: ClientRequest): () => boolean {
  let wasUsed = false;
  request.once('socket', (connection) => {
    wasUsed = request.reusedSocket || used.has(connection);
    used.add(connection);
  });
  return () => wasUsed;
}
