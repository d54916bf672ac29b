import type { Clock } from '../util/clock.ts';

/** The window offers “Undo” for 8 s; the rest is for a click at the last moment. */
const WAIT_MS = 9000;
/** A window that is gone cannot let go any more. */
const MAX_HELD_MS = 60_000;

/** Holds the newest request of a person back for as long as it can be undone. */
export class UndoWait<T> {
  readonly #clock: Clock;
  readonly #onEnd: (held: readonly T[]) => void;
  #held: readonly T[] = [];
  #stopTimer: () => void = () => {};

  /** @param onEnd receives what was held once its time is over */
  constructor(clock: Clock, onEnd: (held: readonly T[]) => void) {
    this.#clock = clock;
    this.#onEnd = onEnd;
  }

  get held(): readonly T[] {
    return this.#held;
  }

  begin(held: readonly T[]): void {
    this.#held = held;
    this.#endAfter(WAIT_MS);
  }

  /** The person is at the button: the time starts anew once they have left it, at the latest after a minute. */
  pause(isPaused: boolean): void {
    if (this.#held.length > 0) this.#endAfter(isPaused ? MAX_HELD_MS : WAIT_MS);
  }

  /** Ends the wait without a call of `onEnd`. */
  take(): readonly T[] {
    const held = this.#held;
    this.#held = [];
    this.#stopTimer();
    return held;
  }

  #endAfter(delayMs: number): void {
    this.#stopTimer();
    this.#stopTimer = this.#clock.after(delayMs, () => this.#onEnd(this.take()));
  }
}
