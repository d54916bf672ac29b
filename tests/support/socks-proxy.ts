import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

const NO_AUTH = 0;
const USER_PASSWORD = 2;
const NONE_ACCEPTED = 0xff;

/** What a client asked for. */
interface SocksRequest {
  readonly version: 4 | 5;
  /** `host:port`; the host is a name where the client leaves it to the proxy to look it up. */
  readonly to: string;
  /** `user:password`, or version 4's user; null where none was sent. */
  readonly login: string | null;
}

/** A SOCKS proxy of versions 4, 4a and 5: it connects to 127.0.0.1, whatever the name that is asked for. */
export class SocksProxyServer implements AsyncDisposable {
  /** `127.0.0.1:port` */
  readonly host: string;
  readonly requests: SocksRequest[] = [];
  /** `user:password` that version 5 asks for; null for nobody's. */
  login: string | null = null;
  /** The reply that it gives instead of connecting. */
  refusal: number | null = null;
  /** Says nothing after the client's first bytes, or nothing after its request. */
  silentAt: 'greeting' | 'request' | null = null;
  /** Cuts the tunnel at the next bytes that come through it. */
  cutNext = false;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(server: Server) {
    this.#server = server;
    this.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on('connection', (socket) => {
      this.#track(socket);
      this.#serve(socket).catch(() => socket.destroy());
    });
  }

  static async start(): Promise<SocksProxyServer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new SocksProxyServer(server);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Connections of clients and to servers that are open. */
  get openCount(): number {
    return this.#sockets.size;
  }

  async #serve(socket: Socket): Promise<void> {
    const input = new Input(socket);
    const [version = 0] = await input.take(1);
    if (this.silentAt === 'greeting') return;
    const request = version === 4 ? await readVersion4(input) : await this.#readVersion5(input, socket);
    if (request === null) {
      socket.end();
      return;
    }
    this.requests.push(request);
    if (this.silentAt === 'request') return;
    const reply = (code: number) => (request.version === 4 ? reply4(code) : reply5(code));
    if (this.refusal !== null) {
      socket.end(reply(this.refusal));
      return;
    }
    const target = connect(Number(request.to.split(':').at(-1)), '127.0.0.1', () => {
      socket.write(reply(request.version === 4 ? 90 : 0));
      input.release();
      socket.on('data', () => {
        if (!this.cutNext) return;
        this.cutNext = false;
        socket.resetAndDestroy();
      });
      socket.pipe(target).pipe(socket);
    });
    this.#track(target);
    target.on('close', () => socket.destroy());
    socket.on('close', () => target.destroy());
  }

  /** @returns null for a client that is not let through */
  async #readVersion5(input: Input, socket: Socket): Promise<SocksRequest | null> {
    const [methodCount = 0] = await input.take(1);
    const methods = [...(await input.take(methodCount))];
    const method = this.login === null ? NO_AUTH : USER_PASSWORD;
    socket.write(Buffer.from([5, methods.includes(method) ? method : NONE_ACCEPTED]));
    if (!methods.includes(method)) return null;
    let login: string | null = null;
    if (method === USER_PASSWORD) {
      await input.take(1);
      const text = async () => (await input.take((await input.take(1))[0] ?? 0)).toString();
      login = `${await text()}:${await text()}`;
      socket.write(Buffer.from([1, login === this.login ? 0 : 1]));
      if (login !== this.login) return null;
    }
    const [, , , kind = 0] = await input.take(4);
    const host = await readHost5(input, kind);
    return { version: 5, to: `${host}:${(await input.take(2)).readUInt16BE()}`, login };
  }

  #track(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#sockets.delete(socket));
  }
}

async function readHost5(input: Input, kind: number): Promise<string> {
  if (kind === 3) return (await input.take((await input.take(1))[0] ?? 0)).toString();
  return (await input.take(kind === 1 ? 4 : 16)).join('.');
}

async function readVersion4(input: Input): Promise<SocksRequest> {
  await input.take(1);
  const port = (await input.take(2)).readUInt16BE();
  const address = (await input.take(4)).join('.');
  const login = await input.takeText();
  // 4a: the address is none, and a name follows.
  const host = address.startsWith('0.0.0.') ? await input.takeText() : address;
  return { version: 4, to: `${host}:${port}`, login: login === '' ? null : login };
}

const reply4 = (code: number) => Buffer.from([0, code, 0, 0, 0, 0, 0, 0]);
const reply5 = (code: number) => Buffer.from([5, code, 0, 1, 0, 0, 0, 0, 0, 0]);

/** Reads a client's bytes piece by piece. */
class Input {
  readonly #socket: Socket;
  #bytes = Buffer.alloc(0);
  #waiting: (() => void) | null = null;
  readonly #onData = (data: Buffer) => {
    this.#bytes = Buffer.concat([this.#bytes, data]);
    this.#waiting?.();
  };

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', this.#onData);
  }

  async take(count: number): Promise<Buffer> {
    while (this.#bytes.length < count) await this.#more();
    const taken = this.#bytes.subarray(0, count);
    this.#bytes = this.#bytes.subarray(count);
    return taken;
  }

  /** Up to a zero byte. */
  async takeText(): Promise<string> {
    while (!this.#bytes.includes(0)) await this.#more();
    const end = this.#bytes.indexOf(0);
    const text = (await this.take(end)).toString();
    await this.take(1);
    return text;
  }

  /** What comes from now on is for others. */
  release(): void {
    this.#socket.off('data', this.#onData);
    if (this.#bytes.length > 0) this.#socket.unshift(this.#bytes);
  }

  #more(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting = resolve;
      this.#socket.once('close', () => reject(new Error('closed')));
    });
  }
}
