import { once } from 'node:events';
import { chmodSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { type Endpoint, newEndpoint, removeEndpoint, writeEndpoint } from './endpoint.ts';
import { HandoverClient, type OwningEngine } from './handover-client.ts';
import type { OwnerAnswers } from './owner-answers.ts';

/** The server turns away more clients than this at one time. */
const MAX_CLIENTS = 64;

interface ServerOptions {
  readonly folder: string;
  readonly engine: OwningEngine;
  readonly answers: Pick<OwnerAnswers, 'answer'>;
  /** Called with the uploads of a client that has left by itself. */
  readonly left?: (ids: readonly string[]) => void;
}

/** Takes files from other commands on the same data folder, and answers them, for the process that owns it. */
export class HandoverServer {
  readonly #server: Server;
  readonly #folder: string;
  readonly #clients = new Set<HandoverClient>();
  #idle = Promise.withResolvers<void>();
  #closed = false;

  /**
   * Opens the server. The caller must own the folder.
   * @returns null where it cannot be opened, as in a folder whose path is too long for a socket: then other commands say that
   * the folder is in use
   */
  static async open(options: ServerOptions): Promise<HandoverServer | null> {
    const endpoint = newEndpoint(options.folder, process.platform);
    if (endpoint === null) return null;
    const server = createServer();
    server.maxConnections = MAX_CLIENTS;
    try {
      await listen(server, endpoint.address);
      writeEndpoint(options.folder, endpoint);
    } catch {
      server.close();
      return null;
    }
    return new HandoverServer(server, endpoint, options);
  }

  private constructor(server: Server, { token }: Endpoint, options: ServerOptions) {
    const { folder, engine, answers, left = () => {} } = options;
    this.#server = server;
    this.#folder = folder;
    this.#idle.resolve();
    // Accepting can fail, as without file handles; the next client may succeed.
    server.on('error', () => {});
    server.on('connection', (socket) => {
      if (this.#clients.size === 0) this.#idle = Promise.withResolvers();
      const gone = (ids: readonly string[]) => {
        if (!this.#closed) left(ids);
        this.#clients.delete(client);
        if (this.#clients.size === 0) this.#idle.resolve();
      };
      const client: HandoverClient = new HandoverClient(socket, { engine, answers, token, gone });
      this.#clients.add(client);
    });
  }

  /** Whether a client is connected. */
  get busy(): boolean {
    return this.#clients.size > 0;
  }

  /** Resolves as soon as no client is connected. */
  async whenIdle(): Promise<void> {
    while (this.busy) await this.#idle.promise;
  }

  /** Disconnects all clients and accepts no more. What they handed over stays queued. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    removeEndpoint(this.#folder);
    this.#server.close();
    for (const client of this.#clients) client.dismiss();
  }
}

async function listen(server: Server, address: string): Promise<void> {
  const isFile = process.platform !== 'win32';
  // A killed owner may have left it. Nobody else can listen there, since the caller owns the folder.
  if (isFile) rmSync(address, { force: true });
  // Nobody else can reach it before its mode is set: the data folder is this user's alone (`store/own-folder.ts`). A umask
  // would apply to every file and folder that the process makes at that moment, in any thread.
  server.listen(address);
  await once(server, 'listening');
  if (isFile) chmodSync(address, 0o600);
}
