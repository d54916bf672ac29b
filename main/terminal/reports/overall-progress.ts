import { type EstimatedQueue, EtaEstimator } from '../../core/eta/eta-estimator.ts';
import { Throughput } from '../../core/eta/throughput.ts';
import type { Upload } from '../../core/model/upload.ts';
import type { QueueEvent, UploadList } from '../../core/queue/upload-list.ts';
import { systemClock } from '../../core/util/clock.ts';
import { say, sizeText } from '../output/language.ts';

type Uploads = Pick<UploadList, 'find' | 'live' | 'subscribe'>;

/** The queue that a time left can be estimated for: that of an engine of this process. */
export type OwnQueue = Omit<EstimatedQueue, 'uploads'>;

/** How far all files of a command are, in one line. */
export class OverallProgress {
  readonly #uploads: Uploads;
  readonly #ids = new Set<string>();
  readonly #speed = new Throughput();
  readonly #eta: EtaEstimator | null;

  /** @param queue null where another process has the uploads: the time left is not known then */
  constructor(uploads: Uploads, queue: OwnQueue | null) {
    this.#uploads = uploads;
    this.#eta = queue === null ? null : new EtaEstimator(this.#estimated(queue), systemClock, () => {});
  }

  /** Counts these uploads, which belong to the command. */
  added(uploads: readonly Upload[]): void {
    for (const { id, state } of uploads) if (state.stage !== 'skipped') this.#ids.add(id);
  }

  event(event: QueueEvent): void {
    this.#speed.happened(event, systemClock.now());
  }

  close(): void {
    this.#eta?.close();
  }

  /** @returns the line; null for a single file, whose bar says the same */
  get line(): string | null {
    const { files, ended, bytes, sentBytes, isSending } = this.#totals();
    if (files < 2) return null;
    const speed = isSending ? this.#speed.bytesPerSecond(systemClock.now()) : null;
    const minutes = this.#eta?.minutesLeft ?? null;
    return [
      say('overall_files', { ended, files }),
      say('sent_of', { sent: sizeText(sentBytes), size: sizeText(bytes) }),
      ...(speed === null ? [] : [`${sizeText(Math.round(speed))}/s`]),
      ...(minutes === null || ended === files ? [] : [timeLeft(minutes)]),
    ].join(' · ');
  }

  #totals() {
    const totals = { files: 0, ended: 0, bytes: 0, sentBytes: 0, isSending: false };
    for (const { id, state, sizeBytes } of this.#own()) {
      const size = sizeBytes ?? 0;
      totals.files += 1;
      totals.bytes += size;
      switch (state.stage) {
        case 'queued':
        case 'converting':
          break;
        case 'uploading':
          totals.isSending = true;
          totals.sentBytes += Math.min(this.#uploads.live(id).sentBytes, size);
          break;
        case 'processing':
          totals.sentBytes += size;
          break;
        case 'ready':
        case 'failed':
        case 'cancelled':
        case 'skipped':
          totals.ended += 1;
          totals.sentBytes += size;
      }
    }
    return totals;
  }

  *#own(): Generator<Upload> {
    for (const id of this.#ids) {
      const upload = this.#uploads.find(id);
      if (upload !== undefined) yield upload;
    }
  }

  /** The queue, as if this command's uploads were all: it leaves alone those of earlier commands. */
  #estimated(queue: OwnQueue): EstimatedQueue {
    const { schedule } = queue;
    const uploads = this.#uploads;
    return {
      schedule,
      get destination() {
        return queue.destination;
      },
      get status() {
        return queue.status;
      },
      get paused() {
        return queue.paused;
      },
      uploads: {
        all: () => this.#own(),
        live: (id) => uploads.live(id),
        subscribe: (listener) => uploads.subscribe(listener),
      },
    };
  }
}

function timeLeft(minutes: number): string {
  if (minutes === 0) return say('left_under_a_minute');
  return minutes < 120
    ? say('left_minutes', { count: minutes })
    : say('left_hours', { count: Math.round(minutes / 60) });
}
