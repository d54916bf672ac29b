import { dirname, relative, sep } from 'node:path';
import { StoreError } from '../model/store-error.ts';
import type { Arrivals } from './arrivals.ts';
import type { FileSystemEvent } from './file-system-events.ts';
import type { FolderFiles } from './folder-files.ts';
import { isPassedOver } from './names.ts';
import type { ScanOptions } from './scan.ts';

interface EventLooksOptions {
  /** Of the scans of the whole folder: an event leads to nothing that they leave out. */
  readonly scan: ScanOptions;
  readonly files: Pick<FolderFiles, 'scan'>;
  readonly arrivals: Pick<Arrivals, 'see' | 'noticeEvent'>;
  /** A look came to nothing: only a scan of the folder finds what the event was about. */
  readonly failed: () => void;
}

/** Looks at the files and new folders of one watched folder that file-system events name. */
export class EventLooks {
  readonly #options: EventLooksOptions;

  constructor(options: EventLooksOptions) {
    this.#options = options;
  }

  look(event: FileSystemEvent): void {
    const { root, recursive, signal } = this.#options.scan;
    const parts = relative(root, event.path).split(sep);
    if (signal.aborted || parts.some(isPassedOver) || (parts.length > 1 && !recursive)) return;
    const done = event.kind === 'file' ? this.#atFile(event.path, parts) : this.#atFolder(event.path, parts);
    done.catch((error: unknown) => {
      if (signal.aborted) return;
      this.#options.failed();
      if (!(error instanceof StoreError)) throw error;
    });
  }

  async #atFile(path: string, parts: readonly string[]): Promise<void> {
    const { scan, arrivals } = this.#options;
    if (this.#enters(dirname(path), parts.slice(0, -1)) && scan.selection.takesFile(parts)) {
      await arrivals.noticeEvent(path);
    }
  }

  /** Scans a new folder: files that came before it was listened to sent no events. */
  async #atFolder(path: string, parts: readonly string[]): Promise<void> {
    const { scan, files, arrivals } = this.#options;
    if (parts[0] === '' || !scan.recursive || !this.#enters(path, parts)) return;
    for await (const snapshots of files.scan({ path, parts }, scan)) await arrivals.see(snapshots, 'event');
  }

  /** Whether a scan would enter this folder. */
  #enters(path: string, parts: readonly string[]): boolean {
    const { except, selection } = this.#options.scan;
    const isAway = except !== null && (path === except || path.startsWith(except + sep));
    return !isAway && parts.every((_, index) => selection.takesFolder(parts.slice(0, index + 1)));
  }
}
