import type { Breaches } from './breaches.ts';
import type { Chance } from './chance.ts';
import { systemError } from './disk.ts';
import type { CallFacts, PutFacts } from './facts.ts';
import type { CallStep, Faults, PutFault, Step } from './faults.ts';
import type { Laws } from './laws.ts';
import { type Half, type Outages, outageAnswer } from './outages.ts';
import type { PutLaws } from './put-laws.ts';
import { API, type HttpAnswer, type Server, type ServerFile } from './server.ts';
import type { Timeline } from './timeline.ts';
import { exchange, type Wire } from './wire.ts';

export interface Outgoing {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  readonly body?: AsyncGenerator<Buffer>;
}

export interface NetworkOptions {
  readonly timeline: Timeline;
  readonly chance: Chance;
  readonly faults: Faults;
  readonly server: Server;
  readonly laws: Laws;
  readonly putLaws: PutLaws;
  readonly breaches: Breaches;
  readonly outages: Outages;
  readonly isOffline: () => boolean;
  /** Called before a request leaves: the process may die there. */
  readonly beforeRequest: (step: Step) => void;
}

const OK: HttpAnswer = { statusCode: 200, headers: {}, body: '' };

/** The way between one process of Hoist and the server. When the process dies it falls silent. */
export class Network {
  readonly #options: NetworkOptions;
  readonly #cuts = new Set<() => void>();
  #isDead = false;

  constructor(options: NetworkOptions) {
    this.#options = options;
  }

  /** The process is dead: requests in flight arrive in this moment or never. */
  die(): void {
    this.#isDead = true;
    for (const cut of [...this.#cuts]) cut();
  }

  send(request: Outgoing): Promise<HttpAnswer> {
    const { url, body, signal } = request;
    if (signal.aborted) return Promise.reject(new DOMException('aborted', 'AbortError'));
    const step = body === undefined ? stepOf(url) : 'put';
    if (!this.#isDead) this.#options.beforeRequest(step);
    if (this.#isDead) return new Promise(() => {});
    if (body !== undefined) return this.#put(request, body);
    return this.#call(stepOf(url), request);
  }

  #call(step: CallStep, { url, headers, signal }: Outgoing): Promise<HttpAnswer> {
    const { laws } = this.#options;
    const key = headers['api-key'] ?? '';
    const request = { path: url.slice(API.length), key, user: headers['user-id'] ?? '' };
    const startedAtMs = this.#options.timeline.now();
    const call = laws.callStarts(step, request);
    const work = async (wire: Wire): Promise<HttpAnswer> => {
      await this.#demandOnline(wire, call);
      const out = await this.#outage('api', wire, call);
      if (out !== null) return out;
      const { faults, server, chance } = this.#options;
      const fault = faults.take(step);
      const arrive = (): HttpAnswer => {
        laws.arrived(server.arrive(key, startedAtMs));
        return server.answer(request, fault);
      };
      wire.onCut = () => chance.hits(0.5) && arrive();
      await wire.takes(this.#delayMs());
      wire.onCut = null;
      if (fault === 'cut-before') throw await this.#broken(wire, call, 'ECONNRESET', 1);
      if (fault === 'silence') throw await this.#broken(wire, call, 'ETIMEDOUT', 30_000);
      const answer = arrive();
      await wire.takes(this.#delayMs());
      if (fault === 'cut-after') throw await this.#broken(wire, call, 'ECONNRESET', 1);
      call.answered(answer);
      return answer;
    };
    return exchange({ ...this.#wiring(signal), ended: () => call.ended() }, work);
  }

  #put({ url, headers, signal }: Outgoing, chunks: AsyncGenerator<Buffer>): Promise<HttpAnswer> {
    const { faults, server, breaches, putLaws } = this.#options;
    if ('api-key' in headers || 'user-id' in headers) breaches.broken(4, 'a PUT carries the key or the user');
    const put = putLaws.starts(url, Number(headers['content-length']));
    const ended = () => {
      put.ended();
      if (!this.#isDead) void chunks.return(undefined);
    };
    const work = async (wire: Wire): Promise<HttpAnswer> => {
      await this.#demandOnline(wire, put);
      const out = await this.#outage('storage', wire, put);
      if (out !== null) return out;
      const fault = faults.take('put');
      await wire.takes(this.#delayMs());
      const file = server.target(url);
      const refusal = file === null ? REFUSALS.expired : fault === null ? undefined : REFUSALS[fault];
      if (file === null || refusal !== undefined) {
        await wire.takes(this.#delayMs());
        return put.refused(refusal ?? OK);
      }
      return await this.#receive(file, chunks, fault, wire, put);
    };
    return exchange({ ...this.#wiring(signal), ended }, work);
  }

  async #receive(
    file: ServerFile,
    chunks: AsyncGenerator<Buffer>,
    fault: PutFault | null,
    wire: Wire,
    put: PutFacts,
  ): Promise<HttpAnswer> {
    const { server, chance } = this.#options;
    const { lengthBytes } = put;
    const early = fault === 'cut' || fault === 'early-200';
    // The narrow place is the very end: for the client all has gone.
    const from = fault === 'cut' && chance.hits(0.3) ? lengthBytes - 1 : 0;
    const stopAt = early ? chance.between(from, lengthBytes - 1) : Number.POSITIVE_INFINITY;
    const received: Buffer[] = [];
    for (let bytes = 0; bytes < lengthBytes; ) {
      const next = await chunks.next();
      if (next.done === true) return new Promise(() => {});
      const chunk: Buffer = next.value;
      const isLast = bytes + chunk.length >= lengthBytes;
      // Broken off with all its bytes on the wire, it is stored or not.
      wire.onCut = () => {
        if (isLast && chance.hits(0.5)) server.store(file, Buffer.concat([...received, chunk]));
      };
      await wire.takes(fault === 'slow' ? chance.between(2000, 25_000) : this.#delayMs());
      wire.onCut = null;
      received.push(Buffer.from(chunk));
      bytes += chunk.length;
      if (bytes <= stopAt) continue;
      if (fault === 'cut') throw await this.#broken(wire, put, 'ECONNRESET', 1);
      // One write goes out whole; only a longer body can be answered before its end.
      if (isLast) break;
      server.storePart(file, Buffer.concat(received).subarray(0, stopAt));
      return put.early(OK);
    }
    server.store(file, Buffer.concat(received));
    put.allSent();
    // The client's last write is done: it looks for more.
    if ((await chunks.next()).done !== true) put.tooLong();
    await wire.takes(this.#delayMs());
    if (fault === 'reply-lost') throw await this.#broken(wire, put, 'ECONNRESET', 1);
    return put.accepted(OK);
  }

  async #demandOnline(wire: Wire, facts: CallFacts | PutFacts): Promise<void> {
    const { isOffline, chance } = this.#options;
    if (!isOffline()) return;
    await wire.takes(chance.between(1, 30));
    facts.offline();
    throw systemError(chance.of(['ENOTFOUND', 'ECONNREFUSED', 'ENETUNREACH']));
  }

  /** Answers a request that meets an outage; null where there is none. */
  async #outage(of: Half, wire: Wire, facts: CallFacts | PutFacts): Promise<HttpAnswer | null> {
    const kind = this.#options.outages.kind(of);
    if (kind === null) return null;
    await wire.takes(this.#delayMs());
    facts.outage();
    if (kind === 'away') throw systemError('ECONNREFUSED');
    return outageAnswer(kind);
  }

  async #broken(wire: Wire, facts: CallFacts | PutFacts, code: string, afterMs: number): Promise<Error> {
    await wire.takes(afterMs);
    facts.cut();
    return systemError(code);
  }

  #wiring(signal: AbortSignal) {
    return { signal, timeline: this.#options.timeline, cuts: this.#cuts };
  }

  #delayMs(): number {
    const { chance } = this.#options;
    return chance.hits(0.05) ? chance.between(1000, 8000) : chance.between(1, 120);
  }
}

function stepOf(url: string): CallStep {
  if (url.includes('/signed-url?')) return 'sign';
  return url.endsWith('/status') ? 'status' : 'count';
}

const xml = (statusCode: number, code: string): HttpAnswer => ({
  statusCode,
  headers: {},
  body: `<Error><Code>${code}</Code><Message>scripted</Message></Error>`,
});

const REFUSALS: Partial<Record<PutFault, HttpAnswer>> & { readonly expired: HttpAnswer } = {
  expired: xml(403, 'AccessDenied'),
  'slow-down': xml(503, 'SlowDown'),
  '500': xml(500, 'InternalError'),
  refused: xml(403, 'SignatureDoesNotMatch'),
  'request-timeout': xml(400, 'RequestTimeout'),
};
