import { type Derivation, isActive, type Upload } from '../model/upload.ts';
import { Listeners } from '../util/listeners.ts';
import type { UploadList } from './upload-list.ts';

/** One upload's turn to convert an original. */
interface Turn {
  /** Resolves when no upload that came before converts the same original, or sends what was made of it. */
  untilOthersEnded(signal: AbortSignal): Promise<void>;
  /** Resolves when no upload that came before makes a part of the same group again, though others may send theirs. */
  untilFirst(signal: AbortSignal): Promise<void>;
  end(): void;
}

/**
 * Sees to it that one original is converted by one upload at a time, and once: LibreOffice makes other bytes of it each
 * time, which no hash would tell to be the same.
 */
export class ConversionTurns {
  readonly #uploads: UploadList;
  /** The uploads that convert an original or wait to, by the original's key, in the order in which they came. */
  readonly #takers = new Map<string, string[]>();
  readonly #endListeners = new Listeners();

  constructor(uploads: UploadList) {
    this.#uploads = uploads;
  }

  /** @param key see {@link keyOf} and {@link groupKeyOf} */
  take(id: string, key: string): Turn {
    const takers = this.#takers.get(key) ?? [];
    takers.push(id);
    this.#takers.set(key, takers);
    return {
      untilOthersEnded: (signal) =>
        this.#until(() => this.#isFirst(id, key) && !this.#isBeingSent(id, key), signal),
      untilFirst: (signal) => this.#until(() => this.#isFirst(id, key), signal),
      end: () => {
        takers.splice(takers.indexOf(id), 1);
        if (takers.length === 0) this.#takers.delete(key);
        this.#endListeners.emit();
      },
    };
  }

  #until(isTurn: () => boolean, signal: AbortSignal): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const look = () => {
      if (isTurn()) resolve();
    };
    const abort = () => reject(signal.reason);
    const unsubscribes = [
      this.#endListeners.add(look),
      this.#uploads.subscribe((event) => {
        if (event.type === 'removed' || (event.type === 'upload' && concerns(event.upload))) look();
      }),
    ];
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
    look();
    return promise.finally(() => {
      for (const unsubscribe of unsubscribes) unsubscribe();
      signal.removeEventListener('abort', abort);
    });
  }

  #isFirst(id: string, key: string): boolean {
    return this.#takers.get(key)?.[0] === id;
  }

  #isBeingSent(id: string, key: string): boolean {
    for (const upload of this.#uploads.all()) {
      if (upload.id !== id && isActive(upload.state) && partKeyOf(upload) === key) return true;
    }
    return false;
  }
}

/** @returns the key under which an original is converted: it names the original, the way, the server and the user */
export function keyOf(
  { way, destination, retention }: Pick<Upload, 'way' | 'destination' | 'retention'>,
  { sha256 }: { readonly sha256: string },
): string {
  return [sha256, way, retention, destination].join(' ');
}

/**
 * @returns the key under which the parts of one group are made again, one after another. They must not wait for the uploads of their
 *   original: those wait for them.
 */
export function groupKeyOf({ groupId }: Derivation): string {
  return `again ${groupId}`;
}

function partKeyOf(upload: Upload): string | null {
  return upload.derivation === null ? null : keyOf(upload, upload.derivation.original);
}

/** Whether a change of this upload may let another one convert. */
function concerns({ way, state }: Upload): boolean {
  return way !== null && !isActive(state);
}
