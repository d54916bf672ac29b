import { CallError } from '../../main/core/files-api/call-error.ts';
import type { ApiStatus } from '../../main/core/model/queue-status.ts';
import type { CallPriority } from '../../main/core/rate-limit/call-priority.ts';
import { CallsInFlight } from '../../main/core/rate-limit/calls-in-flight.ts';
import type { RequestLimits } from '../../main/core/rate-limit/request-limits.ts';
import { RequestQueue } from '../../main/core/rate-limit/request-queue.ts';
import { RollingWindows, type WindowJournal } from '../../main/core/rate-limit/rolling-windows.ts';
import { VirtualClock } from './virtual-clock.ts';

export const PLENTY: RequestLimits = { perSecond: 1000, perMinute: 10_000 };

export const limited = (retryAfterMs: number | null): CallError =>
  new CallError('http_429', { code: 'plain', because: 'Too many.' }, { type: 'slow-down', retryAfterMs });

export const offline = (): CallError =>
  new CallError('ENOTFOUND', { code: 'plain', because: { code: 'no_network' } }, { type: 'wait-online' });

export const wrongKey = (): CallError =>
  new CallError(
    'unauthorized',
    { code: 'key_refused' },
    { type: 'block', problem: { field: 'apiKey', message: { code: 'key_refused' } } },
  );

export const serverError = (): CallError =>
  new CallError(
    'http_500',
    { code: 'plain', because: 'Oops.' },
    { type: 'retry', otherwise: { code: 'server_error', detail: '500' } },
  );

/** Keeps no call: for windows that live as long as the test. */
const FORGETFUL: WindowJournal = { recent: () => [], start: () => 0, end: () => {} };

/** A clock that nobody sets. */
export const neverSet = (): number => 0;

export const freshWindows = (limits: RequestLimits): RollingWindows =>
  new RollingWindows(limits, FORGETFUL, 0, neverSet);

/** A request queue on a virtual clock, with calls whose results the test gives by name. */
export class PacedCalls {
  readonly clock = new VirtualClock();
  readonly statuses: ApiStatus[] = [];
  /** Each start of each call, with the ms since the beginning. */
  readonly starts: [name: string, sinceMs: number][] = [];
  /** How each call ended. */
  readonly ends = new Map<string, unknown>();
  readonly requestQueue: RequestQueue;
  /** The budget of the key that it began with. */
  readonly windows: RollingWindows;
  readonly #beginMs = this.clock.now();
  readonly #open = new Map<string, PromiseWithResolvers<string>>();

  constructor(limits: RequestLimits = PLENTY, random: () => number = () => 0) {
    const onStatus = (status: ApiStatus) => this.statuses.push(status);
    this.windows = freshWindows(limits);
    this.requestQueue = new RequestQueue({
      clock: this.clock,
      calls: new CallsInFlight(this.windows),
      random,
      onStatus,
    });
  }

  /** Requests calls in this order, and lets those start that may. */
  async ask(
    names: readonly string[],
    priority: CallPriority = 'sign',
    signal = new AbortController().signal,
  ) {
    for (const name of names) {
      const call = () => {
        this.starts.push([name, this.clock.now() - this.#beginMs]);
        const answer = Promise.withResolvers<string>();
        this.#open.set(name, answer);
        return answer.promise;
      };
      this.requestQueue.run(priority, signal, call).then(
        (value) => this.ends.set(name, value),
        (error: unknown) => this.ends.set(name, error),
      );
    }
    await this.clock.advance(0);
  }

  /** Answers the named call: well, or with `error`. */
  async answer(name: string, error?: Error): Promise<void> {
    const open = this.#open.get(name);
    if (open === undefined) throw new Error(`${name} is not under way`);
    this.#open.delete(name);
    if (error === undefined) open.resolve(`${name} answered`);
    else open.reject(error);
    await this.clock.advance(0);
  }

  /** The names of the calls under way. */
  get underWay(): string[] {
    return [...this.#open.keys()];
  }

  /** The names in the order of their starts. */
  get order(): string[] {
    return this.starts.map(([name]) => name);
  }
}
