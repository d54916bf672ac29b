import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RequestHead } from './http-requests.ts';
import type { Toxic, Way } from './toxics.ts';

export type ProxiedStep = 'sign' | 'put' | 'status' | 'list';

/** One request and its answer as the proxy saw them. */
export interface Passage {
  readonly step: ProxiedStep;
  readonly path: string;
  readonly fileId: string | null;
  readonly toxic: Toxic['kind'];
  readonly atMs: number;
  /** The HTTP status that the server gave, whether or not it reached the client; null where it gave none. */
  status: number | null;
}

/** The two ends of a connection through the proxy. */
export interface Ends {
  readonly client: Socket;
  readonly server: Socket;
  /** Closes the proxy's door for a time. */
  readonly refuse: (ms: number) => void;
}

/** Whether more bytes of that direction may follow. */
type Continuation = 'go-on' | 'over';

/** One request and its response, with their faults. */
export class Exchange {
  readonly passage: Passage;
  readonly #toxic: Toxic;
  readonly #head: RequestHead;
  readonly #ends: Ends;
  readonly #passed: Record<Way, number> = { request: 0, answer: 0 };
  #silent = false;

  constructor(head: RequestHead, passage: Passage, toxic: Toxic, ends: Ends) {
    this.#head = head;
    this.passage = passage;
    this.#toxic = toxic;
    this.#ends = ends;
  }

  /** Bytes from the client. */
  async request(bytes: Buffer): Promise<Continuation> {
    const toxic = this.#toxic;
    if (this.#silent) return 'go-on';
    const first = this.#passed.request === 0;
    this.#passed.request += bytes.length;
    switch (toxic.kind) {
      case 'blackhole':
        return 'go-on';
      case 'latency':
        if (first) await sleep(toxic.ms);
        break;
      case 'refuse':
        this.#ends.refuse(toxic.ms);
        return 'over';
      case 'halt':
        if (toxic.at === 'arrival') return this.#halt(toxic.act);
        if (toxic.at === 'middle') {
          const middle = this.#head.headBytes + Math.floor(this.#head.bodyBytes / 2);
          return this.#upTo(middle, 'request', bytes, async () => this.#halt(toxic.act));
        }
        break;
      case 'reset':
        if (toxic.way === 'request')
          return this.#upTo(toxic.afterBytes, 'request', bytes, async () => this.#reset());
        break;
      case 'stop-reading':
        return this.#upTo(toxic.afterBytes, 'request', bytes, () => new Promise<Continuation>(() => {}));
    }
    return this.#pass('request', bytes);
  }

  /** Bytes from the server. */
  async answer(bytes: Buffer): Promise<Continuation> {
    const toxic = this.#toxic;
    this.passage.status ??= Number(bytes.toString('latin1', 0, 40).match(/^HTTP\/1\.1 (\d{3})/)?.[1] ?? 0);
    this.#passed.answer += bytes.length;
    if (this.#silent) return 'go-on';
    switch (toxic.kind) {
      case 'blackhole':
      case 'stop-reading':
        return 'go-on';
      case 'halt':
        return this.#halt(toxic.act);
      case 'lost-reply':
        return this.#reset();
      case 'reset':
        if (toxic.way === 'answer')
          return this.#upTo(toxic.afterBytes, 'answer', bytes, async () => this.#reset());
        break;
      case 'half-answer':
        return this.#upTo(toxic.bytes, 'answer', bytes, async () => {
          this.#ends.client.end();
          return 'over';
        });
    }
    return this.#pass('answer', bytes);
  }

  /** Passes on the bytes before `limit` in one direction, and then runs `then`. */
  async #upTo(
    limit: number,
    way: Way,
    bytes: Buffer,
    then: () => Promise<Continuation>,
  ): Promise<Continuation> {
    const room = limit - (this.#passed[way] - bytes.length);
    if (room > bytes.length) return this.#pass(way, bytes);
    if (room > 0) await this.#pass(way, bytes.subarray(0, room));
    return then();
  }

  async #pass(way: Way, bytes: Buffer): Promise<Continuation> {
    const to = way === 'request' ? this.#ends.server : this.#ends.client;
    const toxic = this.#toxic;
    if (toxic.kind === 'bandwidth') {
      const piece = Math.max(1, Math.floor(toxic.bytesPerSecond / 50));
      await inPieces(to, bytes, piece, () => sleep(20));
    } else if (toxic.kind === 'slicer') await inPieces(to, bytes, toxic.bytes, () => sleep(toxic.pauseMs));
    else await write(to, bytes);
    return 'go-on';
  }

  #reset(): Continuation {
    this.#ends.client.resetAndDestroy();
    return 'over';
  }

  /** From here on all is silence, until an end closes the connection. */
  #halt(act: () => void): Continuation {
    this.#silent = true;
    act();
    return 'go-on';
  }
}

async function inPieces(to: Socket, bytes: Buffer, piece: number, pause: () => Promise<void>): Promise<void> {
  for (let at = 0; at < bytes.length; at += piece) {
    if (to.destroyed) return;
    await write(to, bytes.subarray(at, at + piece));
    await pause();
  }
}

/** Resolves when the socket wants more, or wants nothing any more. */
function write(to: Socket, bytes: Buffer): Promise<void> {
  return new Promise((resolve) => {
    if (to.destroyed || to.write(bytes)) return resolve();
    const done = () => {
      to.off('drain', done).off('close', done);
      resolve();
    };
    to.once('drain', done).once('close', done);
  });
}
