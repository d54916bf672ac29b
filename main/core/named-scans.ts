import { newBatch } from './intake/batch.ts';
import { intake } from './intake/intake.ts';
import { LIMITS_BEFORE_FIRST_ANSWER } from './model/file-types.ts';
import type { IntakeItem, NamedPaths } from './model/intake-item.ts';
import type { Upload } from './model/upload.ts';
import type { Queue } from './queue/queue.ts';
import { inBatches } from './util/batch-async.ts';

/** Named paths that are being scanned. */
interface Scan extends NamedPaths {
  /** Of the connection when they were named, also if another one is used meanwhile; null where there was none. */
  destination: string | null;
  readonly stop: AbortController;
}

/** Paths that somebody named, while the files under them are found and queued. */
export class NamedScans {
  readonly #queue: Queue;
  readonly #closing = new AbortController();
  readonly #scans = new Set<Scan>();
  /** Paths whose drives do not respond, by the scan that waits for them. */
  readonly #silent = new Map<object, string>();
  readonly #silentListeners: ((path: string | null) => void)[] = [];

  constructor(queue: Queue) {
    this.#queue = queue;
  }

  /**
   * Finds the files under the named paths and queues them as they are found; calls `onUploads` for skipped ones too.
   * @throws {StoreError} where they cannot be saved; those told by then are saved
   */
  async add(named: NamedPaths, onUploads: (uploads: readonly Upload[]) => void = () => {}): Promise<void> {
    const { retention, conversionRule, batch = newBatch(named.paths) } = named;
    const stop = new AbortController();
    const destination = named.destination ?? this.#queue.addsFor;
    const scan: Scan = { ...named, batch, destination, stop };
    this.#scans.add(scan);
    try {
      for await (const items of this.#found(named, scan)) {
        scan.destination ??= this.#queue.addsFor;
        onUploads(this.#queue.add(items, retention, conversionRule, batch, scan.destination));
      }
    } finally {
      // Quitting in the middle of it leaves files that nobody has found yet.
      if (!this.#closing.signal.aborted) this.#scans.delete(scan);
    }
  }

  /** Files that are still found are for another destination from now on. */
  redirect(from: string | null, to: string): void {
    for (const scan of this.#scans) if (scan.destination === from) scan.destination = to;
  }

  /** Whether something named is still being scanned. */
  get isRunning(): boolean {
    return this.#scans.size > 0;
  }

  /** Ends the scans for these destinations: uploads to them are cancelled. */
  stopFor(isMeant: (destination: string) => boolean): void {
    for (const scan of this.#scans) {
      if (scan.destination === null || !isMeant(scan.destination)) continue;
      scan.stop.abort();
      this.#scans.delete(scan);
    }
  }

  /**
   * Ends all scans. Adding what is left of them again queues no file twice.
   * @returns what was not scanned to its end
   */
  stopAll(): readonly NamedPaths[] {
    this.#closing.abort();
    return Array.from(this.#scans, ({ stop, ...named }) => named);
  }

  /** As `add`, and sends even what the server has already. */
  async addAgain(named: NamedPaths, onUploads: (uploads: readonly Upload[]) => void): Promise<void> {
    const destination = this.#queue.addsFor;
    const { batch = newBatch(named.paths) } = named;
    for await (const items of this.#found(named)) {
      const again = items.map((item) => ({ ...item, again: true }));
      const meantFor = destination ?? this.#queue.addsFor;
      onUploads(this.#queue.add(again, named.retention, named.conversionRule, batch, meantFor));
    }
  }

  async *#found({ paths, conversionRule }: NamedPaths, scan?: Scan): AsyncGenerator<IntakeItem[]> {
    const closing = this.#closing.signal;
    const signal = scan === undefined ? closing : AbortSignal.any([closing, scan.stop.signal]);
    const reader = {};
    const queue = this.#queue;
    // Another server's limits say nothing of these files; their jobs check them again.
    const isElsewhere = () => scan?.destination != null && scan.destination !== queue.destination;
    const limits = () => (isElsewhere() ? LIMITS_BEFORE_FIRST_ANSWER : queue.fileLimits);
    const found = intake(paths, limits, {
      signal,
      onSilent: (path) => this.#silentAt(reader, path),
      conversion: { rule: conversionRule, tools: queue.conversionTools },
    });
    try {
      for await (const items of inBatches(found)) {
        if (signal.aborted) return;
        yield items;
      }
    } finally {
      this.#silentAt(reader, null);
    }
  }

  /** A named path whose drive does not respond, so that it waits; null where there is none. */
  get silentPath(): string | null {
    const [path = null] = this.#silent.values();
    return path;
  }

  /** Calls `listener` each time that {@link silentPath} changes. */
  onSilentPath(listener: (path: string | null) => void): void {
    this.#silentListeners.push(listener);
  }

  #silentAt(reader: object, path: string | null): void {
    const before = this.silentPath;
    if (path === null) this.#silent.delete(reader);
    else this.#silent.set(reader, path);
    if (this.silentPath === before) return;
    for (const listener of this.#silentListeners) listener(this.silentPath);
  }
}
