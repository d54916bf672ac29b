import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A web server on this machine that does what `handle` says, and records the headers of all requests. */
export class OddServer implements AsyncDisposable {
  readonly url: string;
  readonly requests: { readonly target: string; readonly headers: IncomingHttpHeaders }[] = [];
  readonly #close: () => Promise<void>;

  private constructor(port: number, close: () => Promise<void>) {
    this.url = `http://127.0.0.1:${port}`;
    this.#close = close;
  }

  static async start(
    handle: (request: IncomingMessage, response: ServerResponse, count: number) => void,
  ): Promise<OddServer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const odd = new OddServer((server.address() as AddressInfo).port, async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    });
    server.on('request', (request, response) => {
      odd.requests.push({ target: `${request.method} ${request.url}`, headers: request.headers });
      response.on('error', () => response.destroy());
      handle(request, response, odd.requests.length);
    });
    return odd;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#close();
  }
}

/** A port of this machine on which nothing listens, outside of those that the system hands out by itself. */
export async function closedPort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    const server = createServer();
    const free = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true));
    });
    if (!free) continue;
    await new Promise((resolve) => server.close(resolve));
    return port;
  }
}
