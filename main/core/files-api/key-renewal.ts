import type { Clock } from '../util/clock.ts';

/** Reads the key again where it comes from; null where that fails. */
export type RenewKey = () => Promise<string | null>;

/** A server that refuses every key must not have the key's source read for each call, in ms. */
const RENEW_EVERY_MS = 60_000;

/** Reads a key again once the server refuses it: whoever issues it may have replaced it. */
export class KeyRenewal {
  readonly #renew: RenewKey;
  readonly #clock: Clock;
  #lastAtMs: number | null = null;
  #reading: Promise<string | null> | null = null;

  constructor(renew: RenewKey, clock: Clock) {
    this.#renew = renew;
    this.#clock = clock;
  }

  /**
   * Calls that were refused together have it read once.
   * @returns another key than the refused one, or null
   */
  after(refused: string): Promise<string | null> {
    this.#reading ??= this.#read(refused).finally(() => {
      this.#reading = null;
    });
    return this.#reading;
  }

  async #read(refused: string): Promise<string | null> {
    const nowMs = this.#clock.elapsed();
    if (this.#lastAtMs !== null && nowMs - this.#lastAtMs < RENEW_EVERY_MS) return null;
    this.#lastAtMs = nowMs;
    const key = await this.#renew();
    return key === refused ? null : key;
  }
}
