import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { makeFolder } from '../../core/files/make-folder.ts';
import { canRetry, isActive, type Retention, type Upload } from '../../core/model/upload.ts';
import type { Queue } from '../../core/queue/queue.ts';

/** Beside a text: the queue has it, so that a start without its upload means that it is done with. */
const QUEUED = 'queued';

/**
 * Copied texts as files, in a folder of the app's data, each in a folder of its own: `keep-<uuid>/<name>.txt`. A text
 * stays for as long as its upload may still want it, which is until it is ready, or taken out of the list.
 */
export class ClipboardTexts {
  readonly #folder: string;
  readonly #uploads: Queue['uploads'];
  /** The paths of uploads that may still want their text, by id. */
  readonly #wanted = new Map<string, string>();

  constructor(folder: string, uploads: Queue['uploads']) {
    this.#folder = folder;
    this.#uploads = uploads;
    for (const upload of uploads.all()) this.#follow(upload);
    uploads.subscribe((event) => {
      if (event.type === 'upload') this.#follow(event.upload);
      else if (event.type === 'removed') for (const id of event.ids) this.#letGo(id);
    });
  }

  /** Whether the file is one of these texts, which will not be there for ever. */
  #holds(path: string): boolean {
    return path.startsWith(this.#folder + sep);
  }

  /** Writes a text so that it outlives a crash, and answers its path. */
  async keep(text: string, name: string, retention: Retention): Promise<string> {
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

  /** To be called once the queue has kept its upload. */
  async queued(path: string): Promise<void> {
    await writeFile(join(dirname(path), QUEUED), '', { mode: 0o600 }).catch(() => {
      // The folder is gone where the upload has ended already. One that takes no mark now gets it at the next start.
    });
  }

  async discard(path: string): Promise<void> {
    await rm(dirname(path), { recursive: true, force: true });
  }

  /**
   * What an end of the process between two steps left behind: removes the texts that are done with, and answers those
   * that never came to the queue. It does not reject: what cannot be removed now is, at the next start.
   */
  async leftBehind(): Promise<{ path: string; retention: Retention }[]> {
    const known = new Set(Array.from(this.#uploads.all(), ({ path }) => dirname(path)));
    const wanted = new Set(Array.from(this.#wanted.values(), (path) => dirname(path)));
    const unqueued: { path: string; retention: Retention }[] = [];
    for (const name of await namesIn(this.#folder)) {
      const folder = join(this.#folder, name);
      const files = await namesIn(folder);
      const text = files.find((file) => file.endsWith('.txt'));
      if (wanted.has(folder)) await this.queued(join(folder, QUEUED));
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

  #follow({ id, path, state }: Upload): void {
    if (!this.#holds(path)) return;
    if (isActive(state) || canRetry(state)) this.#wanted.set(id, path);
    else this.#letGo(id, path);
  }

  #letGo(id: string, path = this.#wanted.get(id)): void {
    this.#wanted.delete(id);
    // The same text may be under way once more.
    if (path === undefined || [...this.#wanted.values()].includes(path)) return;
    void this.discard(path).catch(() => {
      // What cannot be removed now is, at the next start.
    });
  }
}

/** None where there is no such folder. */
function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}
