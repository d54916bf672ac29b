import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { makeFolder } from '../../core/files/make-folder.ts';
import { canRetry, isActive, type Retention, sourceOf, type Upload } from '../../core/model/upload.ts';
import type { Queue } from '../../core/queue/queue.ts';

/** Marks a text that the queue has: if its upload is gone at a later start, the text is no longer needed. */
const QUEUED = 'queued';

/**
 * Stores copied texts as files in the app's data, each in its own folder: `keep-<uuid>/<name>.txt`. A text stays until
 * its upload is ready, or leaves the list.
 */
export class ClipboardTexts {
  readonly #folder: string;
  readonly #uploads: Queue['uploads'];
  /** The paths of uploads that may still need their text, by id. */
  readonly #wanted = new Map<string, string>();

  constructor(folder: string, uploads: Queue['uploads']) {
    this.#folder = folder;
    this.#uploads = uploads;
    for (const upload of uploads.all()) this.#track(upload);
    uploads.subscribe((event) => {
      if (event.type === 'upload') this.#track(event.upload);
      else if (event.type === 'removed') for (const id of event.ids) this.#release(id);
    });
  }

  /** Whether the file is one of these texts. */
  #holds(path: string): boolean {
    return path.startsWith(this.#folder + sep);
  }

  /**
   * Writes a text so that it survives a crash.
   * @returns its path
   */
  async save(text: string, name: string, retention: Retention): Promise<string> {
    makeFolder(this.#folder);
    const folder = join(this.#folder, `${retention}-${randomUUID()}`);
    await mkdir(folder, { mode: 0o700 });
    const path = join(folder, `${name}.txt`);
    const file = await open(join(folder, 'unfinished'), 'wx', 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(join(folder, 'unfinished'), path);
    return path;
  }

  /** Call this once the queue has stored the upload. */
  async markQueued(path: string): Promise<void> {
    await writeFile(join(dirname(path), QUEUED), '', { mode: 0o600 }).catch(() => {
      // The folder is gone if the upload has ended already. A missing mark is added at the next start.
    });
  }

  async discard(path: string): Promise<void> {
    await rm(dirname(path), { recursive: true, force: true });
  }

  /**
   * Cleans up after an end between two steps: removes the texts that are no longer needed. It does not reject; what
   * cannot be removed now is removed at the next start.
   * @returns the texts that never reached the queue
   */
  async recover(): Promise<{ path: string; retention: Retention }[]> {
    const known = new Set(Array.from(this.#uploads.all(), ({ path }) => dirname(path)));
    const wanted = new Set(Array.from(this.#wanted.values(), (path) => dirname(path)));
    const unqueued: { path: string; retention: Retention }[] = [];
    for (const name of await namesIn(this.#folder)) {
      const folder = join(this.#folder, name);
      const files = await namesIn(folder);
      const text = files.find((file) => file.endsWith('.txt'));
      if (wanted.has(folder)) await this.markQueued(join(folder, QUEUED));
      else if (text === undefined || known.has(folder) || files.includes(QUEUED))
        await this.discard(join(folder, QUEUED)).catch(() => {});
      else
        unqueued.push({
          path: join(folder, text),
          retention: name.startsWith('keep-') ? 'keep' : 'temporary',
        });
    }
    return unqueued;
  }

  #track(upload: Upload): void {
    const { id, state } = upload;
    const { path } = sourceOf(upload);
    if (!this.#holds(path)) return;
    if (isActive(state) || canRetry(state)) this.#wanted.set(id, path);
    else this.#release(id, path);
  }

  #release(id: string, path = this.#wanted.get(id)): void {
    this.#wanted.delete(id);
    // Another upload may need the same text.
    if (path === undefined || [...this.#wanted.values()].includes(path)) return;
    void this.discard(path).catch(() => {
      // The next start removes what cannot be removed now.
    });
  }
}

/** @returns none where there is no such folder */
function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}
