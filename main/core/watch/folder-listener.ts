import { type FSWatcher, watch } from 'node:fs';
import { lstat, opendir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { isWithin } from '../files/is-within.ts';
import { Serial } from '../util/serial.ts';
import type { FileSystemListener, OpenFileSystemEvents } from './file-system-events.ts';

/** A writer's many events within this time are one event, in ms. */
const TOGETHER_MS = 100;

/** A folder may go, or be closed to this user, just before it is listened to. */
const PASSING: ReadonlySet<unknown> = new Set(['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM']);

/** Of the folders of this computer. */
export const fileSystemEvents: OpenFileSystemEvents = async (root, recursive, listener) => {
  const folders = new FolderListener(root, recursive, listener);
  await folders.open();
  return folders;
};

interface Listened {
  /** Device and inode. */
  readonly id: string;
  /** Null where that of the root reports what happens in it. */
  readonly watcher: FSWatcher | null;
}

/**
 * Listens to a folder, and to those below it where that is wanted. Links are not followed. It keeps something of each
 * folder and nothing of a file: a watched folder may have a hundred thousand of them, and more come for years.
 */
class FolderListener {
  readonly #root: string;
  readonly #recursive: boolean;
  /** Whether the system reports from the root what happens anywhere below. */
  readonly #isWhole: boolean;
  readonly #listener: FileSystemListener;
  readonly #folders = new Map<string, Listened>();
  readonly #soon = new Map<string, NodeJS.Timeout>();
  /** Paths of which something came or went. */
  readonly #renamed = new Set<string>();
  readonly #work = new Serial();
  #closed = false;

  constructor(root: string, recursive: boolean, listener: FileSystemListener) {
    this.#root = root;
    this.#recursive = recursive;
    this.#isWhole = recursive && (process.platform === 'darwin' || process.platform === 'win32');
    this.#listener = listener;
  }

  /** Resolves once it listens. */
  open(): Promise<void> {
    return this.#work.run(() => this.#enter(this.#root));
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const timer of this.#soon.values()) clearTimeout(timer);
    await this.#work.ended();
    this.#leave(this.#root);
  }

  /** Begins to listen to a folder and those below it. */
  async #enter(top: string): Promise<void> {
    const rest = [top];
    for (let path = rest.pop(); path !== undefined && !this.#closed; path = rest.pop()) {
      const found = await lookAt(path);
      // Listens before it looks for folders in it, so that none comes in between.
      if (typeof found === 'object') this.#listen(path, found.id);
      else if (path === this.#root) this.#listener.failed();
      if (typeof found !== 'object' || !this.#recursive) continue;
      for await (const folder of foldersIn(path)) rest.push(folder);
    }
  }

  #listen(path: string, id: string): void {
    const isCovered = this.#isWhole && path !== this.#root;
    try {
      const watcher = isCovered ? null : watch(path, { recursive: this.#isWhole });
      watcher?.on('change', (kind, name) => this.#heard(path, kind, name === null ? null : String(name)));
      watcher?.on('error', () => this.#listener.failed());
      this.#folders.get(path)?.watcher?.close();
      this.#folders.set(path, { id, watcher });
    } catch (error) {
      const isPassing = error instanceof Error && 'code' in error && PASSING.has(error.code);
      if (!isPassing || path === this.#root) this.#listener.failed();
    }
  }

  /** Listens no more to a folder and those below it. */
  #leave(top: string): void {
    for (const [path, { watcher }] of this.#folders) {
      if (!isWithin(path, top)) continue;
      watcher?.close();
      this.#folders.delete(path);
    }
  }

  #heard(folder: string, kind: string, name: string | null): void {
    if (this.#closed) return;
    const path = name === null ? null : resolve(folder, name);
    if (path === null || !isWithin(path, this.#root)) {
      this.#listener.lost();
      return;
    }
    if (kind === 'rename' && this.#recursive) this.#renamed.add(path);
    if (this.#soon.has(path)) return;
    const tell = () => {
      this.#soon.delete(path);
      this.#listener.event({ kind: 'file', path });
      if (this.#renamed.delete(path)) void this.#work.run(() => this.#look(path));
    };
    this.#soon.set(path, setTimeout(tell, TOGETHER_MS));
  }

  /** Something came or went there: it may be a folder. */
  async #look(path: string): Promise<void> {
    if (this.#closed) return;
    const found = await lookAt(path);
    const folder = dirname(path);
    // Linux gives a folder's own end the name of the folder.
    if (found === 'nothing' && basename(path) === basename(folder) && this.#folders.has(folder)) {
      await this.#renew(folder);
    } else if (typeof found !== 'object') {
      this.#leave(path);
    } else if (this.#folders.get(path)?.id !== found.id) {
      await this.#renew(path);
    }
  }

  /** Listens to what is there now, in place of what was there. */
  async #renew(path: string): Promise<void> {
    this.#leave(path);
    await this.#enter(path);
    if (path === this.#root) this.#listener.lost();
    else if (this.#folders.has(path)) this.#listener.event({ kind: 'folder', path });
  }
}

async function lookAt(path: string): Promise<{ readonly id: string } | 'no folder' | 'nothing'> {
  const stats = await lstat(path, { bigint: true }).catch(() => null);
  if (stats === null) return 'nothing';
  return stats.isDirectory() ? { id: `${stats.dev}:${stats.ino}` } : 'no folder';
}

/** None where it cannot be read, which whoever scans the folder will report. */
async function* foldersIn(path: string): AsyncGenerator<string> {
  try {
    // A few at a time: files are passed over, and there may be very many.
    for await (const entry of await opendir(path, { bufferSize: 256 })) {
      if (entry.isDirectory()) yield join(path, entry.name);
    }
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error;
  }
}
