import type { SignedUpload } from '../files-api/client.ts';
import type { StorageWait } from '../storage/storage-breaker.ts';
import type { Clock } from '../util/clock.ts';

/** A URL that is younger cannot have expired, and is worth a try at a storage that may be back. */
const FRESH_MS = 30_000;

/** Where to PUT the bytes, as long as that is known. It is a secret, and never saved to disk. */
export class SignedUrl {
  readonly url: string;
  readonly isOutside: boolean;
  readonly #clock: Clock;
  readonly #signedAtMs: number;
  readonly #expiresAtMs: number;
  #isSpent = false;

  constructor({ url, isOutside, expiresAtMs }: SignedUpload, clock: Clock) {
    this.url = url;
    this.isOutside = isOutside;
    this.#clock = clock;
    this.#signedAtMs = clock.now();
    this.#expiresAtMs = expiresAtMs;
  }

  get isFresh(): boolean {
    return this.#clock.now() - this.#signedAtMs <= FRESH_MS;
  }

  get hasExpired(): boolean {
    return this.#clock.now() >= this.#expiresAtMs;
  }

  /** Another URL is asked for at this file's turn, so that few are signed while many files wait. */
  markSpent(): void {
    this.#isSpent = true;
  }

  isUsable({ isProbe, back }: StorageWait): boolean {
    // The storage that is back may be another one than this URL names.
    const isElsewhere =
      back !== null && this.#signedAtMs < back.atMs && new URL(this.url).origin !== back.origin;
    return !this.#isSpent && !this.hasExpired && !isElsewhere && !(isProbe && !this.isFresh);
  }
}
