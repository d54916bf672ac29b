import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, TLSSocket } from 'node:tls';

/** The reaction to the head of a PUT: take the body whole and respond 200, or cut the connection. */
type Deed = 'take' | 'reset';

/** A storage that closes kept connections in the very moment a request comes over them, as idle ones are. */
export class ClosingStorage implements AsyncDisposable {
  readonly url: string;
  /** For each PUT: the number of its connection and what was done. */
  readonly puts: { readonly connection: number; readonly deed: Deed }[] = [];
  /** The reactions to the next PUTs; later ones are taken. */
  readonly deeds: Deed[] = [];
  /** Those that wait; null where each is given at once. */
  #heldAnswers: (() => void)[] | null = null;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #connections = 0;

  private constructor(server: Server, origin: string) {
    this.#server = server;
    this.url = `${origin}:${(server.address() as AddressInfo).port}/file`;
  }

  /** @param secure over https, under this name; http on 127.0.0.1 where it is not said */
  static async start(secure?: { name: string; key: string; cert: string }): Promise<ClosingStorage> {
    const server = secure === undefined ? createServer() : createTlsServer(secure);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const origin = secure === undefined ? 'http://127.0.0.1' : `https://${secure.name}`;
    const storage = new ClosingStorage(server, origin);
    server.on(secure === undefined ? 'connection' : 'secureConnection', (socket) => storage.#serve(socket));
    // Such as a client that does not trust the certificate.
    server.on('tlsClientError', (_error, socket) => socket.destroy());
    return storage;
  }

  /** Takes files from now on without a word, until {@link giveAnswers}. */
  holdAnswers(): void {
    this.#heldAnswers = [];
  }

  giveAnswers(): void {
    const held = this.#heldAnswers ?? [];
    this.#heldAnswers = null;
    for (const give of held) give();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #serve(socket: Socket): void {
    this.#sockets.add(socket);
    this.#connections += 1;
    const connection = this.#connections;
    let head = '';
    let leftBytes = 0;
    socket.on('error', () => {});
    socket.on('data', (data) => {
      leftBytes -= data.length;
      if (head === '' || !head.includes('\r\n\r\n')) {
        head += data.toString('latin1');
        const end = head.indexOf('\r\n\r\n');
        if (end < 0) return;
        leftBytes = Number(/content-length: (\d+)/i.exec(head)?.[1]) + end + 4 - head.length;
        const deed = this.deeds.shift() ?? 'take';
        this.puts.push({ connection, deed });
        if (deed === 'reset') return cut(socket);
      }
      if (leftBytes > 0) return;
      head = '';
      const give = () => void socket.write('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n');
      if (this.#heldAnswers === null) give();
      else this.#heldAnswers.push(give);
    });
  }
}

function cut(socket: Socket): void {
  // Node resets no connection below TLS.
  if (socket instanceof TLSSocket) socket.destroy();
  else socket.resetAndDestroy();
}
