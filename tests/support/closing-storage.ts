import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';

/** The reaction to the head of a PUT: take the body whole and respond 200, or cut the connection. */
type Deed = 'take' | 'reset';

/** A storage that closes kept connections in the very moment a request comes over them, as idle ones are. */
export class ClosingStorage implements AsyncDisposable {
  readonly url: string;
  /** For each PUT: the number of its connection and what was done. */
  readonly puts: { readonly connection: number; readonly deed: Deed }[] = [];
  /** The reactions to the next PUTs; later ones are taken. */
  readonly deeds: Deed[] = [];
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #connections = 0;

  private constructor(server: Server) {
    this.#server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/file`;
    server.on('connection', (socket) => this.#serve(socket));
  }

  static async start(): Promise<ClosingStorage> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new ClosingStorage(server);
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
        if (deed === 'reset') return void socket.resetAndDestroy();
      }
      if (leftBytes > 0) return;
      head = '';
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n');
    });
  }
}
