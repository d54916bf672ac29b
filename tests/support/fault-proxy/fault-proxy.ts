import { connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Ends, Exchange, type Passage, type ProxiedStep } from './exchange.ts';
import { type RequestHead, RequestSplitter } from './http-requests.ts';
import { NONE, type Toxic } from './toxics.ts';

/**
 * A TCP proxy on 127.0.0.1 that does to connections what networks do, request by request. It changes no byte: all
 * that reaches either end is what the other one sent, as far as it comes.
 */
export class FaultProxy implements AsyncDisposable {
  /** The faults of the next requests of a step, one each. */
  readonly toxics: Record<ProxiedStep, Toxic[]> = { sign: [], put: [], status: [], list: [] };
  /** Every request that came, in order. */
  readonly passages: Passage[] = [];
  /** The fault of a request for which `toxics` has nothing. */
  otherwise: (step: ProxiedStep, passages: readonly Passage[]) => Toxic = () => NONE;
  readonly #port: number;
  readonly #targetPort: number;
  readonly #sockets = new Set<Socket>();
  #server: Server;
  #closed = false;

  private constructor(server: Server, port: number, targetPort: number) {
    this.#server = server;
    this.#port = port;
    this.#targetPort = targetPort;
  }

  /** Opens a proxy in front of the server on `targetPort` of this machine. */
  static async start(targetPort: number): Promise<FaultProxy> {
    const server = await listen(0);
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
    const proxy = new FaultProxy(server, address.port, targetPort);
    proxy.#take(server);
    return proxy;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  count(step: ProxiedStep): number {
    return this.passages.filter((passage) => passage.step === step).length;
  }

  /** Cuts all connections. */
  cut(): void {
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    this.cut();
    if (this.#server.listening) await new Promise((resolve) => this.#server.close(resolve));
  }

  #take(server: Server): void {
    server.on('connection', (client) => {
      this.#serve(client).catch(() => undefined);
    });
  }

  async #serve(client: Socket): Promise<void> {
    const server = connect(this.#targetPort, '127.0.0.1');
    for (const socket of [client, server]) {
      this.#sockets.add(socket);
      socket.setNoDelay(true);
      // A broken connection is the purpose here; the other end learns of it below.
      socket.on('error', () => {});
      socket.once('close', () => this.#sockets.delete(socket));
    }
    const refuse = (ms: number) => {
      this.#refuse(ms).catch(() => undefined);
    };
    const ends: Ends = { client, server, refuse };
    const current: { exchange: Exchange | null } = { exchange: null };
    await Promise.all([this.#requests(ends, current), answers(ends, current)]);
  }

  async #requests(ends: Ends, current: { exchange: Exchange | null }): Promise<void> {
    const splitter = new RequestSplitter();
    try {
      for await (const chunk of ends.client) {
        for (const { head, bytes } of splitter.split(chunk)) {
          if (head !== null) current.exchange = this.#meet(head, ends);
          if ((await current.exchange?.request(bytes)) === 'over') return;
        }
      }
    } finally {
      ends.server.destroy();
    }
  }

  #meet(head: RequestHead, ends: Ends): Exchange {
    const step = stepOf(head);
    const toxic = this.toxics[step].shift() ?? this.otherwise(step, this.passages);
    const passage: Passage = {
      step,
      path: head.path,
      fileId: fileIdOf(head.path),
      toxic: toxic.kind,
      atMs: Date.now(),
      status: null,
    };
    this.passages.push(passage);
    return new Exchange(head, passage, toxic, ends);
  }

  async #refuse(ms: number): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.cut();
    await closed;
    await sleep(ms);
    if (this.#closed) return;
    this.#server = await listen(this.#port);
    this.#take(this.#server);
  }
}

async function answers(ends: Ends, current: { readonly exchange: Exchange | null }): Promise<void> {
  try {
    for await (const chunk of ends.server) {
      if ((await current.exchange?.answer(chunk)) === 'over') return;
    }
  } finally {
    if (!ends.client.destroyed) ends.client.end();
  }
}

async function listen(port: number): Promise<Server> {
  const server = createServer({ allowHalfOpen: false });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  return server;
}

function stepOf({ method, path }: RequestHead): ProxiedStep {
  if (method === 'PUT') return 'put';
  const [route = ''] = path.split('?');
  if (route.endsWith('/signed-url')) return 'sign';
  return route.endsWith('/status') ? 'status' : 'list';
}

function fileIdOf(path: string): string | null {
  const [route = ''] = path.split('?');
  const id = route.match(/\/bucket\/([^/]+)$|\/files\/([^/]+)\/status$/);
  return id?.[1] ?? id?.[2] ?? null;
}
