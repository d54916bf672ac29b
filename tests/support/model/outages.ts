import type { Breaches } from './breaches.ts';
import type { HttpAnswer } from './server.ts';
import type { Timeline } from './timeline.ts';

/** The API and the storage fail each by itself. */
export const HALVES = ['api', 'storage'] as const;
export type Half = (typeof HALVES)[number];
/** `away`: no connection; else each request is answered 503. */
export const OUTAGE_KINDS = ['away', '503', '503-retry-after'] as const;
export type OutageKind = (typeof OUTAGE_KINDS)[number];

interface Outage {
  readonly kind: OutageKind;
  readonly sinceMs: number;
  /** How often each file met it, by name. */
  readonly met: Map<string, number>;
  /** When requests met it lately, while nobody did anything. */
  latelyMs: number[];
}

/** This many failures in a row prove an outage; fewer count against the file. */
const COUNTED = 3;
/** docs/errors.md: where one file alone fails, a storage is given this time. */
const STORAGE_PATIENCE_MS = 15 * 60_000;
/** After this time, every call that was in flight at its start has met it, and later calls are patient. */
const SETTLED_MS = 10_000;
const WINDOW_MS = 10_000;
const MOST_IN_WINDOW = 20;
/**
 * It ends by itself. An outage of half an hour proves as much as one of a day, which would take a minute to simulate.
 */
const LONGEST_MS = 30 * 60_000;

/** Outages of the server for everybody: they are no file's failures, and nobody knocks on and on. */
export class Outages {
  readonly #timeline: Timeline;
  readonly #breaches: Breaches;
  readonly #now: { [H in Half]: Outage | null } = { api: null, storage: null };
  #calmSinceMs = 0;

  constructor(timeline: Timeline, breaches: Breaches) {
    this.#timeline = timeline;
    this.#breaches = breaches;
  }

  begin(of: Half, kind: OutageKind): void {
    this.#now[of] = { kind, sinceMs: this.#timeline.now(), met: new Map(), latelyMs: [] };
  }

  end(of: Half): void {
    this.#now[of] = null;
  }

  kind(of: Half): OutageKind | null {
    const outage = this.#now[of];
    return outage !== null && this.#timeline.now() - outage.sinceMs < LONGEST_MS ? outage.kind : null;
  }

  /** The person acted, or the process is new: knowledge of an outage may be forgotten. */
  stirred(): void {
    this.#calmSinceMs = this.#timeline.now();
    for (const half of HALVES) {
      const outage = this.#now[half];
      if (outage !== null) outage.latelyMs = [];
    }
  }

  /** Another connection: it takes as many failures again until the outage is known. */
  forgotten(): void {
    for (const half of HALVES) this.#now[half]?.met.clear();
  }

  /** A request for these files met the outage; answers those whose failure it may be taken for. */
  met(of: Half, names: readonly string[]): string[] {
    const outage = this.#now[of];
    if (outage === null) return [];
    const nowMs = this.#timeline.now();
    this.#demandPatience(of, outage, nowMs);
    const isLong = of === 'storage' && nowMs - outage.sinceMs > STORAGE_PATIENCE_MS;
    return names.filter((name) => {
      const times = (outage.met.get(name) ?? 0) + 1;
      outage.met.set(name, times);
      return isLong || times <= COUNTED;
    });
  }

  #demandPatience(of: Half, outage: Outage, nowMs: number): void {
    if (nowMs < Math.max(outage.sinceMs, this.#calmSinceMs) + SETTLED_MS) return;
    outage.latelyMs = [...outage.latelyMs, nowMs].filter((atMs) => atMs > nowMs - WINDOW_MS);
    if (outage.latelyMs.length > MOST_IN_WINDOW)
      this.#breaches.broken(
        5,
        `${outage.latelyMs.length} requests in ${WINDOW_MS} ms while the ${of} is out`,
      );
  }
}

/** The response of a server in an outage, if any. */
export function outageAnswer(kind: Exclude<OutageKind, 'away'>): HttpAnswer {
  const headers: Record<string, string> = kind === '503' ? {} : { 'retry-after': '7' };
  return { statusCode: 503, headers, body: '<html>Maintenance</html>' };
}
