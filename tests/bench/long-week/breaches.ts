import { basename } from 'node:path';
import type { Arrived } from './documents.ts';
import type { Holdings } from './server.ts';

/** What Hoist reported of a file. */
export interface Outcome {
  /** The last report. */
  readonly end: { readonly kind: 'ready'; readonly fileId: string } | { readonly kind: 'failed' };
  readonly timesReady: number;
}

const MOST_SHOWN = 20;

/** What Hoist has reported of files, by their paths. */
export class Outcomes {
  readonly #byPath = new Map<string, Outcome>();

  get size(): number {
    return this.#byPath.size;
  }

  ready(path: string, fileId: string): void {
    const timesReady = (this.#byPath.get(path)?.timesReady ?? 0) + 1;
    this.#byPath.set(path, { end: { kind: 'ready', fileId }, timesReady });
  }

  failed(path: string): void {
    this.#byPath.set(path, { end: { kind: 'failed' }, timesReady: this.#byPath.get(path)?.timesReady ?? 0 });
  }

  of(path: string): Outcome | undefined {
    return this.#byPath.get(path);
  }

  /** Whether the last report of each of them can be final. */
  areAllOf(arrived: readonly Arrived[]): boolean {
    return arrived.every(({ path, fate }) => {
      const outcome = this.#byPath.get(path);
      return outcome !== undefined && (outcome.end.kind === 'ready') === (fate === 'ready');
    });
  }
}

/**
 * Compares what came, what Hoist reported and what the server has.
 * @returns each file that was lost, sent twice or reported wrongly
 */
export function breachesOf(
  arrived: readonly Arrived[],
  outcomes: Outcomes,
  { stored, violations }: Holdings,
): string[] {
  const breaches = [...violations];
  const byId = new Map(stored.map((file) => [file.fileId, file]));
  for (const { path, sha256, fate } of arrived) {
    const name = basename(path);
    const outcome = outcomes.of(path);
    if (outcome === undefined) breaches.push(`${name}: lost`);
    else if (outcome.end.kind === 'failed') {
      if (fate === 'ready') breaches.push(`${name}: failed, although nothing is wrong with it`);
    } else if (fate !== 'ready') breaches.push(`${name}: ready, although it is ${fate}`);
    else if (byId.get(outcome.end.fileId)?.sha256 !== sha256)
      breaches.push(`${name}: ready, and the server has other bytes or none`);
    if (outcome !== undefined && outcome.timesReady > 1)
      breaches.push(`${name}: ready ${outcome.timesReady} times`);
  }
  const contents = new Set<string>();
  for (const { name, sha256 } of stored) {
    if (contents.has(sha256)) breaches.push(`${name}: sent twice`);
    contents.add(sha256);
  }
  return breaches;
}

/** @throws {Error} naming the first of them, where there are any */
export function demandNone(what: string, breaches: readonly string[]): void {
  if (breaches.length === 0) return;
  const shown = breaches.slice(0, MOST_SHOWN).join('\n  ');
  throw new Error(`${what}: ${breaches.length} breaches\n  ${shown}`);
}
