import type { Clock } from '../util/clock.ts';

/** How long a server that gave no answer is not asked, in ms. */
const UNASKED_MS = 1000;

/** What is known of a server that gives no answer: whether to ask it, and whether it is only slow or away. */
export class Silence {
  readonly #clock: Clock;
  readonly #patienceMs: number;
  /** When the first and the latest of the questions without an answer were asked; null where the latest got one. */
  #unanswered: { readonly firstMs: number; readonly latestMs: number } | null = null;
  #unaskedUntilMs = Number.NEGATIVE_INFINITY;

  /** @param patienceMs a server that is silent for longer is away, in ms */
  constructor(clock: Clock, patienceMs: number) {
    this.#clock = clock;
    this.#patienceMs = patienceMs;
  }

  /** Whether the latest question got no answer. */
  get isSilent(): boolean {
    return this.#unanswered !== null;
  }

  /** One question says nothing, however late: this computer may have been too busy to hear the answer. */
  get isAway(): boolean {
    if (this.#unanswered === null) return false;
    const { firstMs, latestMs } = this.#unanswered;
    return latestMs - firstMs >= this.#patienceMs && this.#isRecent(latestMs, this.#clock.elapsed());
  }

  /** @returns when the question is asked, for {@link heardNothing}; null where it is too early for another one */
  ask(): number | null {
    const nowMs = this.#clock.elapsed();
    if (nowMs < this.#unaskedUntilMs) return null;
    if (this.isSilent) this.#unaskedUntilMs = nowMs + UNASKED_MS;
    return nowMs;
  }

  heard(): void {
    this.#unanswered = null;
    this.#unaskedUntilMs = Number.NEGATIVE_INFINITY;
  }

  /** @param askedAtMs see {@link ask} */
  heardNothing(askedAtMs: number): void {
    const known = this.#unanswered;
    const goesOn = known !== null && this.#isRecent(known.latestMs, askedAtMs);
    const latestMs = goesOn ? Math.max(known.latestMs, askedAtMs) : askedAtMs;
    this.#unanswered = { firstMs: goesOn ? known.firstMs : askedAtMs, latestMs };
    this.#unaskedUntilMs = this.#clock.elapsed() + UNASKED_MS;
  }

  /** Where nothing was asked for so long, the server may have been back meanwhile. */
  #isRecent(latestMs: number, nowMs: number): boolean {
    return nowMs - latestMs <= this.#patienceMs;
  }
}
