import { createServer, type IncomingMessage, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

/** A company's proxy: it opens tunnels to 127.0.0.1, whatever the name that is asked for. */
export class ConnectProxy implements AsyncDisposable {
  readonly url: string;
  /** The requested `host:port`, with the name and password if they were sent. */
  readonly tunnels: { readonly to: string; readonly credentials: string | null }[] = [];
  /** `user:password` that it asks for; null for nobody's. */
  login: string | null = null;
  /** The response that it gives instead of opening a tunnel. */
  refusal: number | null = null;
  /** Whether it keeps the connection after a refusal, as Squid does. */
  keepsRefused = false;
  /** Takes tunnels to a server that never says a word. */
  isSilent = false;
  /** Cuts a tunnel at the next bytes that come through it, as a proxy does that gave up an idle one. */
  cutNext = false;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(server: Server) {
    this.#server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on('connect', (request, socket: Socket) => this.#open(request, socket));
  }

  static async start(): Promise<ConnectProxy> {
    const server = createServer((_request, response) => response.writeHead(400).end());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new ConnectProxy(server);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Connections of clients that are open. */
  get openCount(): number {
    return this.#sockets.size;
  }

  #open({ url = '', headers }: IncomingMessage, socket: Socket): void {
    const said = String(headers['proxy-authorization'] ?? '').replace(/^Basic /, '');
    const credentials = said === '' ? null : Buffer.from(said, 'base64').toString();
    this.tunnels.push({ to: url, credentials });
    socket.on('error', () => socket.destroy());
    this.#sockets.add(socket);
    socket.on('end', () => socket.end());
    socket.on('close', () => this.#sockets.delete(socket));
    if (this.isSilent) {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      socket.resume();
      return;
    }
    const isUnknown = this.login !== null && this.login !== credentials;
    const refusal = this.refusal ?? (isUnknown ? 407 : null);
    if (refusal !== null && this.keepsRefused) {
      socket.write(`HTTP/1.1 ${refusal} Refused\r\nContent-Length: 2\r\n\r\nno`);
      socket.resume();
      return;
    }
    if (refusal !== null) {
      socket.end(`HTTP/1.1 ${refusal} Refused\r\n\r\n`);
      return;
    }
    const target = connect(Number(url.split(':').at(-1)), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      socket.pipe(target).pipe(socket);
      socket.on('data', () => {
        if (!this.cutNext) return;
        this.cutNext = false;
        socket.resetAndDestroy();
      });
    });
    this.#sockets.add(target);
    target.on('error', () => socket.destroy());
    target.on('close', () => {
      this.#sockets.delete(target);
      socket.destroy();
    });
    socket.on('close', () => target.destroy());
  }
}
