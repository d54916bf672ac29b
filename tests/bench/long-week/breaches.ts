import { basename } from 'node:path';
import type { Arrived } from './documents.ts';
import type { Holdings } from './server.ts';

/** What Hoist said of a file. */
export interface Told {
  /** The last that was said. */
  readonly end: { readonly kind: 'ready'; readonly fileId: string } | { readonly kind: 'failed' };
  readonly timesReady: number;
}

const MOST_SHOWN = 20;

/** What Hoist has said of files by their paths. */
export class Ends {
  readonly #told = new Map<string, Told>();

  get size(): number {
    return this.#told.size;
  }

  ready(path: string, fileId: string): void {
    const timesReady = (this.#told.get(path)?.timesReady ?? 0) + 1;
    this.#told.set(path, { end: { kind: 'ready', fileId }, timesReady });
  }

  failed(path: string): void {
    this.#told.set(path, { end: { kind: 'failed' }, timesReady: this.#told.get(path)?.timesReady ?? 0 });
  }

  of(path: string): Told | undefined {
    return this.#told.get(path);
  }

  /** Whether something was said of each of them that can be the last. */
  areAllOf(arrived: readonly Arrived[]): boolean {
    return arrived.every(({ path, fate }) => {
      const told = this.#told.get(path);
      return told !== undefined && (told.end.kind === 'ready') === (fate === 'ready');
    });
  }
}

/**
 * Compares what came, what Hoist said and what the server has.
 * @returns each file that was lost, sent twice or reported wrongly
 */
export function breachesOf(
  arrived: readonly Arrived[],
  ends: Ends,
  { stored, violations }: Holdings,
): string[] {
  const breaches = [...violations];
  const byId = new Map(stored.map((file) => [file.fileId, file]));
  for (const { path, sha256, fate } of arrived) {
    const name = basename(path);
    const told = ends.of(path);
    if (told === undefined) breaches.push(`${name}: lost`);
    else if (told.end.kind === 'failed') {
      if (fate === 'ready') breaches.push(`${name}: failed, although nothing is wrong with it`);
    } else if (fate !== 'ready') breaches.push(`${name}: ready, although it is ${fate}`);
    else if (byId.get(told.end.fileId)?.sha256 !== sha256)
      breaches.push(`${name}: ready, and the server has other bytes or none`);
    if (told !== undefined && told.timesReady > 1) breaches.push(`${name}: ready ${told.timesReady} times`);
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
