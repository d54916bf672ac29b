import type { LookupAddress } from 'node:dns';
import { type AgentOptions, Agent as HttpsAgent } from 'node:https';
import { connect, type LookupFunction, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { SocksClient, type SocksProxy } from 'socks';
import { lookUp } from './lookup.ts';
import { parseSocksAddress, type SocksAddress } from './socks-address.ts';

type CreateConnection = HttpsAgent['createConnection'];
type ConnectionOptions = Parameters<CreateConnection>[0];

/** A reply of the proxy that opens no tunnel. Node's own agent gives refusals of http proxies the same code. */
class SocksError extends Error {
  readonly code = 'ERR_PROXY_TUNNEL';
}

/** The proxy's refusal, with the status by which an http proxy says the same; else the reply's number. */
class SocksRefusal extends SocksError {
  readonly statusCode: number;

  constructor(statusCode: number) {
    super(`refused: ${statusCode}`);
    this.statusCode = statusCode;
  }
}

/** No connection came about in time. */
class TimeoutError extends Error {
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

/** The replies by their names in the library, with their numbers (https://www.rfc-editor.org/rfc/rfc1928#section-6). */
const REPLIES: readonly (readonly [name: RegExp, statusCode: number])[] = [
  [/authentication failed|no accepted authentication|RejectedIdent/i, 407],
  [/NotAllowed/, 403],
  [/NetworkUnreachable/, 3],
  [/HostUnreachable/, 4],
  [/ConnectionRefused/, 5],
  [/TTLExpired/, 6],
  [/CommandNotSupported/, 7],
  [/AddressNotSupported/, 8],
  [/rejected/i, 1],
];

/** https connections through a SOCKS proxy. A connection is handed over once TLS stands. */
export class SocksAgent extends HttpsAgent {
  readonly #proxy: SocksAddress;
  readonly #limitMs: number;
  readonly #timeoutCode: string;
  readonly #opening = new Set<Duplex>();

  /**
   * @param proxyUrl its scheme says the protocol and who looks names up, see {@link parseSocksAddress}
   * @param limit for the tunnel and again for TLS, and the error's code if TLS takes longer
   * @throws {TypeError} where it is no such address
   */
  constructor(
    proxyUrl: string,
    options: AgentOptions,
    limit: { readonly ms: number; readonly code: string },
  ) {
    super(options);
    this.#proxy = parseSocksAddress(proxyUrl);
    this.#limitMs = limit.ms;
    this.#timeoutCode = limit.code;
  }

  override createConnection(...[options, callback]: Parameters<CreateConnection>): undefined {
    this.#open(options).then(
      (connection) => callback?.(null, connection),
      (error: unknown) =>
        callback?.(error instanceof Error ? error : new Error(String(error)), undefined as never),
    );
  }

  override destroy(): void {
    super.destroy();
    for (const socket of this.#opening) socket.destroy(new TimeoutError(this.#timeoutCode));
  }

  async #open(options: ConnectionOptions): Promise<Duplex> {
    const host = await this.#destination(options);
    const socket = connect({ host: this.#proxy.host, port: this.#proxy.port, lookup: lookUp });
    this.#opening.add(socket);
    // Errors after the first one have nothing to add.
    socket.on('error', () => {});
    try {
      await this.#connected(socket);
      await this.#tunnelled(socket, { host, port: Number(options.port) });
      return await this.#secured({ ...options, socket } as ConnectionOptions);
    } catch (error) {
      socket.destroy();
      throw error;
    } finally {
      this.#opening.delete(socket);
    }
  }

  /** @returns the server's name, or its address where the proxy is not to look it up */
  #destination({ host, lookup = lookUp }: ConnectionOptions): Promise<string> {
    const name = String(host);
    const { looksUp, type } = this.#proxy;
    if (looksUp) return Promise.resolve(name);
    return new Promise((resolve, reject) => {
      (lookup as LookupFunction)(name, { all: true }, (error, found) => {
        const addresses = error === null ? (found as LookupAddress[]) : [];
        // Version 4 has no room for others.
        const [usable] = addresses.filter(({ family }) => type === 5 || family === 4);
        // Without the name of a system call, by which errors about the proxy are known.
        const code = error?.code ?? 'EADDRNOTAVAIL';
        if (usable === undefined) reject(Object.assign(new Error(code), { code }));
        else resolve(usable.address);
      });
    });
  }

  #connected(socket: Socket): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(Object.assign(new TimeoutError('ETIMEDOUT'), { syscall: 'connect' }));
      }, this.#limitMs);
      socket.once('connect', resolve);
      socket.once('error', reject);
      socket.once('close', () => clearTimeout(timer));
      socket.once('connect', () => clearTimeout(timer));
    });
  }

  async #tunnelled(socket: Socket, destination: { host: string; port: number }): Promise<void> {
    const { host, port, type, user, password } = this.#proxy;
    const proxy: SocksProxy = { host, port, type };
    if (user !== '') Object.assign(proxy, { userId: user, password });
    try {
      const timeout = this.#limitMs;
      await SocksClient.createConnection({
        command: 'connect',
        proxy,
        destination,
        timeout,
        existing_socket: socket,
      });
    } catch (error) {
      // The library's error contains the password.
      throw refusalOf(error instanceof Error ? error.message : '');
    }
  }

  #secured(options: ConnectionOptions): Promise<Duplex> {
    return new Promise((resolve, reject) => {
      const secure = super.createConnection(options);
      if (!secure) throw new TypeError('no connection');
      const timer = setTimeout(() => secure.destroy(new TimeoutError(this.#timeoutCode)), this.#limitMs);
      const end = (settle: () => void) => {
        clearTimeout(timer);
        secure.off('error', onError);
        settle();
      };
      const onError = (error: Error) => end(() => reject(error));
      secure.once('error', onError);
      secure.once('close', () => onError(new TimeoutError('ECONNRESET')));
      secure.once('secureConnect', () => end(() => resolve(secure)));
    });
  }
}

function refusalOf(message: string): SocksError {
  const reply = REPLIES.find(([name]) => name.test(message));
  return reply === undefined ? new SocksError('no answer') : new SocksRefusal(reply[1]);
}
