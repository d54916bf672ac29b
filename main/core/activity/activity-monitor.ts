import type { QuotaStatus } from '../model/quota-status.ts';
import type { Queue } from '../queue/queue.ts';
import type { CallUsage } from '../rate-limit/call-usage.ts';
import type { Clock } from '../util/clock.ts';
import { SAMPLE_MS, SpeedRing } from './speed-ring.ts';

/** What happens between this computer and the server. */
export interface Activity {
  readonly calls: CallUsage;
  readonly quota: QuotaStatus;
  /** Uploads of this connection that wait for their turn, that are being sent, and that the server has. */
  readonly uploads: { readonly waiting: number; readonly sending: number; readonly processing: number };
  /** The speed of all uploads together in samples of the last minutes, the oldest first. */
  readonly speed: { readonly sampleMs: number; readonly bytesPerSecond: readonly number[] };
  /** How long the server took for the latest files that were measured; null where none was. */
  readonly processing: ProcessingSummary | null;
}

interface ProcessingSummary {
  readonly files: number;
  readonly medianMs: number;
  /** Nine of ten files took no longer; null where there are too few to say so. */
  readonly p90Ms: number | null;
}

/** The queue as far as its activity is shown. */
export interface ObservedQueue extends Pick<Queue, 'destination' | 'schedule'> {
  readonly uploads: Pick<Queue['uploads'], 'all' | 'subscribe'>;
}

/** Fewer files say nothing of nine in ten. */
const TELLING_FILES = 10;

/** Observes the queue for whoever wants to know what it is doing. */
export class ActivityMonitor {
  readonly #queue: ObservedQueue;
  readonly #speed: SpeedRing;

  constructor(queue: ObservedQueue, clock: Clock) {
    this.#queue = queue;
    this.#speed = new SpeedRing(clock);
    queue.uploads.subscribe((event) => this.#speed.happened(event));
  }

  get now(): Activity {
    const { schedule } = this.#queue;
    return {
      calls: schedule.usage,
      quota: schedule.quota,
      uploads: this.#counts(),
      speed: { sampleMs: SAMPLE_MS, bytesPerSecond: this.#speed.bytesPerSecond },
      processing: summaryOf(schedule.times.measured),
    };
  }

  #counts(): Activity['uploads'] {
    const { destination, uploads } = this.#queue;
    const counts = { waiting: 0, sending: 0, processing: 0 };
    for (const { state, destination: meant } of uploads.all()) {
      if (meant !== destination) continue;
      if (state.stage === 'queued' || state.stage === 'converting') counts.waiting += 1;
      else if (state.stage === 'uploading') counts.sending += 1;
      else if (state.stage === 'processing') counts.processing += 1;
    }
    return counts;
  }
}

/** @param timesMs in any order */
export function summaryOf(timesMs: readonly number[]): ProcessingSummary | null {
  const sorted = timesMs.toSorted((a, b) => a - b);
  const files = sorted.length;
  const medianMs = sorted[Math.ceil(files / 2) - 1];
  if (medianMs === undefined) return null;
  const p90Ms = sorted[Math.ceil(files * 0.9) - 1] ?? medianMs;
  return { files, medianMs, p90Ms: files < TELLING_FILES ? null : p90Ms };
}
