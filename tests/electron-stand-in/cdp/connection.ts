/**
 * The DevTools protocol over Chromium's own pair of pipes (`--remote-debugging-pipe`). Chromium ends itself when they
 * close, so it never outlives this process, however that ends.
 */
import type { Readable, Writable } from 'node:stream';
import type { CdpEvents, Method, Params, Result } from './protocol.ts';

interface Message {
  id?: number;
  sessionId?: string;
  method?: string;
  params?: object;
  result?: object;
  error?: { message: string };
}

interface Pending {
  resolve(result: object): void;
  reject(error: Error): void;
  method: string;
}

type Listener = (params: object) => void;

export class CdpConnection {
  readonly #write: Writable;
  readonly #pending = new Map<number, Pending>();
  readonly #listeners = new Map<string, Listener[]>();
  #lastId = 0;
  #chunks: Buffer[] = [];
  #closed = false;
  #abandoned = false;

  constructor(write: Writable, read: Readable) {
    this.#write = write;
    write.on('error', () => this.#close());
    read.on('error', () => this.#close());
    read.on('close', () => this.#close());
    read.on('data', (chunk: Buffer) => this.#receive(chunk));
  }

  /** The session of one target, or the browser's own where none is named. */
  session(sessionId?: string): CdpSession {
    return new CdpSession(this, sessionId);
  }

  send(method: string, params: object, sessionId: string | undefined): Promise<object> {
    if (this.#abandoned) return new Promise(() => undefined);
    if (this.#closed) return Promise.reject(new Error(`${method}: the browser is gone`));
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject, method });
      this.#write.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
  }

  listen(event: string, sessionId: string | undefined, listener: Listener): void {
    const key = `${sessionId ?? ''} ${event}`;
    this.#listeners.set(key, [...(this.#listeners.get(key) ?? []), listener]);
  }

  /** The app is leaving: what it still asks for is neither answered nor refused. */
  abandon(): void {
    this.#abandoned = true;
    this.#pending.clear();
  }

  #receive(chunk: Buffer): void {
    let rest = chunk;
    for (let end = rest.indexOf(0); end >= 0; end = rest.indexOf(0)) {
      const text = Buffer.concat([...this.#chunks, rest.subarray(0, end)]).toString('utf8');
      this.#chunks = [];
      rest = rest.subarray(end + 1);
      this.#dispatch(JSON.parse(text) as Message);
    }
    if (rest.length > 0) this.#chunks.push(rest);
  }

  #dispatch(message: Message): void {
    if (message.id === undefined) {
      const listeners = this.#listeners.get(`${message.sessionId ?? ''} ${message.method}`) ?? [];
      for (const listener of listeners) listener(message.params ?? {});
      return;
    }
    const pending = this.#pending.get(message.id);
    this.#pending.delete(message.id);
    if (message.error) pending?.reject(new Error(`${pending.method}: ${message.error.message}`));
    else pending?.resolve(message.result ?? {});
  }

  #close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const { reject, method } of this.#pending.values())
      reject(new Error(`${method}: the browser is gone`));
    this.#pending.clear();
  }
}

export class CdpSession {
  readonly #connection: CdpConnection;
  readonly id: string | undefined;

  constructor(connection: CdpConnection, id: string | undefined) {
    this.#connection = connection;
    this.id = id;
  }

  send<M extends Method>(method: M, params?: Params<M>): Promise<Result<M>> {
    return this.#connection.send(method, params ?? {}, this.id) as Promise<Result<M>>;
  }

  /** Sends what may come too late, when the page or the browser is already gone. */
  tell<M extends Method>(method: M, params?: Params<M>): void {
    this.send(method, params).catch(() => undefined);
  }

  on<E extends keyof CdpEvents>(event: E, listener: (params: CdpEvents[E]) => void): void {
    this.#connection.listen(event, this.id, listener as Listener);
  }
}
