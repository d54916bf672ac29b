import type { FilesApi } from '../files-api/client.ts';
import type { ContentKey } from '../model/content.ts';
import { type FileLimits, LIMITS_BEFORE_FIRST_ANSWER } from '../model/file-types.ts';
import type { Put } from '../storage/put.ts';
import { Listeners } from '../util/listeners.ts';

/** Where uploads go. A new connection, even to the same server, is a new object. */
export interface Target {
  readonly api: FilesApi;
  readonly put: Put;
  /** Names the base URL and user, see `destinationOf`. */
  readonly destination: string;
  /** Names the key whose request budget is spent, without telling the key. */
  readonly budget: string;
  /** Names the group of desks that share the budget, see `quotaTagOf`; without one it is shared with nobody. */
  readonly quotaTag?: string;
  /** Names a content for that group, without telling it, see `contentNamesFor`. */
  readonly contentName?: (content: ContentKey) => string;
}

/** The current connection, and what its server has said of itself. */
export class ActiveConnection {
  readonly #limitListeners = new Listeners();
  #target: Target | null = null;
  #fileLimits: FileLimits = LIMITS_BEFORE_FIRST_ANSWER;
  #isConfirmed = false;

  get target(): Target | null {
    return this.#target;
  }

  get destination(): string | null {
    return this.#target?.destination ?? null;
  }

  /** What the server accepts, as far as it has said. */
  get fileLimits(): FileLimits {
    return this.#fileLimits;
  }

  /** Whether the server has given a URL to upload to, which shows that its address is right. */
  get isConfirmed(): boolean {
    return this.#isConfirmed;
  }

  /** @throws without a connection: no job runs then */
  required(): Target {
    if (this.#target === null) throw new Error('an upload ran without a connection');
    return this.#target;
  }

  /** Sends uploads to `target` from now on. */
  use(target: Target | null): void {
    this.#target = target;
  }

  /** Nothing is known of the next server. */
  forgetServer(): void {
    this.#fileLimits = LIMITS_BEFORE_FIRST_ANSWER;
    this.#isConfirmed = false;
  }

  learnLimits(limits: FileLimits): void {
    this.#fileLimits = limits;
    this.#isConfirmed = true;
    this.#limitListeners.emit();
  }

  /**
   * Calls `listener` each time that the server says what it accepts.
   * @returns a function that removes the listener
   */
  onFileLimits(listener: () => void): () => void {
    return this.#limitListeners.add(listener);
  }
}
