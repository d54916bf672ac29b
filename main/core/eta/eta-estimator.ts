import { isReachable } from '../model/queue-status.ts';
import type { Queue } from '../queue/queue.ts';
import type { Clock } from '../util/clock.ts';
import { type Eta, etaAtMs, nextEta } from './eta.ts';
import { Throughput } from './throughput.ts';

const LOOK_EVERY_MS = 1000;

/** The queue, and those of its uploads that count. */
export interface EstimatedQueue extends Pick<Queue, 'destination' | 'status' | 'paused' | 'schedule'> {
  readonly uploads: Pick<Queue['uploads'], 'all' | 'live' | 'subscribe'>;
}

/** Tells for how long the queue still has to do, as long as it goes on by itself and that is known. */
export class EtaEstimator {
  readonly #queue: EstimatedQueue;
  readonly #clock: Clock;
  readonly #changed: (minutesLeft: number | null) => void;
  readonly #speed = new Throughput();
  #last: Eta | null = null;
  #cancel: (() => void) | null = null;

  /** @param changed called with the minutes left at each change: 0 for less than one, null for unknown */
  constructor(queue: EstimatedQueue, clock: Clock, changed: (minutesLeft: number | null) => void) {
    this.#queue = queue;
    this.#clock = clock;
    this.#changed = changed;
    queue.uploads.subscribe((event) => {
      this.#speed.happened(event, clock.now());
      this.#lookSoon();
    });
  }

  get minutesLeft(): number | null {
    return this.#last?.minutes ?? null;
  }

  close(): void {
    this.#cancel?.();
  }

  #lookSoon(): void {
    this.#cancel ??= this.#clock.after(LOOK_EVERY_MS, () => {
      this.#cancel = null;
      this.#look();
    });
  }

  #look(): void {
    const before = this.minutesLeft;
    this.#last = nextEta(this.#last, this.#etaAtMs(), this.#clock.now());
    // Time goes on where nothing else happens, as during a wait for the request limit.
    if (this.#last !== null) this.#lookSoon();
    if (this.minutesLeft !== before) this.#changed(this.minutesLeft);
  }

  #etaAtMs(): number | null {
    const { status, paused, destination, schedule, uploads } = this.#queue;
    if (paused || destination === null || !isReachable(status)) return null;
    const nowMs = this.#clock.now();
    const processingMs = schedule.times.dueAgeMs(null);
    const unsent = { files: 0, bytes: 0 };
    let readyAtMs: number | null = null;
    for (const { id, state, sizeBytes, times, destination: meant } of uploads.all()) {
      if (meant !== destination) continue;
      switch (state.stage) {
        case 'queued':
        case 'converting':
        case 'uploading':
          unsent.files += 1;
          unsent.bytes += Math.max(0, (sizeBytes ?? 0) - uploads.live(id).sentBytes);
          break;
        case 'processing':
          if (!uploads.live(id).stuck)
            readyAtMs = Math.max(readyAtMs ?? 0, (times.sentAtMs ?? nowMs) + processingMs);
          break;
        case 'ready':
        case 'failed':
        case 'cancelled':
        case 'skipped':
          break;
        default:
          state satisfies never;
      }
    }
    return etaAtMs({
      nowMs,
      unsent,
      readyAtMs,
      processingMs,
      bytesPerSecond: this.#speed.bytesPerSecond(nowMs),
      lastCallAtMs: schedule.lastCallAtMs(),
    });
  }
}
