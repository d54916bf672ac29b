/** How often a watcher looks after itself, in ms. All else here counts these beats. */
export const BEAT_MS = 1000;

/** So many hints at once, and some may have been lost. */
const BURST = 200;
const BURST_QUIET_BEATS = 1;
const BURST_LONGEST_BEATS = 10;
/** After a few hints: they are few, but a hint is no proof. */
const QUIET_BEATS = 15;
const NOW_AND_THEN_BEATS = 5 * 60;
const POLL_BEATS = 3;
/** A poll may take this share of the time. */
const POLL_SHARE = 1 / 10;
/** A missed file or two may be a coincidence of moments. */
const DEAF_AFTER = 2;
/** After so many polls in vain the hints are trusted again. */
const POLLS_IN_VAIN = 100;

/** When a folder is to be looked through again. Pure but for its own count of beats. */
export class RescanScheduler {
  readonly #alwaysPoll: boolean;
  #beats = 0;
  #hints = 0;
  #quiet = 0;
  #sinceFirstHint = 0;
  #wanted = false;
  #missed = 0;
  #pollsInVain = 0;
  #polling: boolean;
  #scanBeats = 0;

  /** @param alwaysPoll where the file system is known to say nothing */
  constructor(alwaysPoll: boolean) {
    this.#alwaysPoll = alwaysPoll;
    this.#polling = alwaysPoll;
  }

  get polling(): boolean {
    return this.#polling;
  }

  /** As soon as possible: after sleep, a stalled process, a drive that came back, or because somebody asks. */
  want(): void {
    this.#wanted = true;
  }

  hinted(): void {
    this.#hints += 1;
    this.#quiet = 0;
  }

  /** Looking found a file that nobody had told of. */
  unannounced(): void {
    this.#pollsInVain = 0;
    this.#missed += 1;
    if (this.#missed >= DEAF_AFTER) this.#polling = true;
  }

  /** The file system has said that it says nothing any more. */
  deaf(): void {
    this.#wanted = true;
    this.#polling = true;
  }

  /** The folder was looked through, which took so long. */
  scanned(tookMs: number): void {
    this.#scanBeats = tookMs / BEAT_MS;
    if (this.#polling && !this.#alwaysPoll) {
      this.#pollsInVain += 1;
      if (this.#pollsInVain > POLLS_IN_VAIN) {
        this.#polling = false;
        this.#missed = 0;
      }
    }
  }

  /** Hints that come from now on are not answered by the look that begins now. */
  begins(): void {
    this.#beats = 0;
    this.#hints = 0;
    this.#sinceFirstHint = 0;
    this.#wanted = false;
  }

  /** A beat has passed; answers whether a look is due. */
  beat(): boolean {
    this.#beats += 1;
    this.#quiet += 1;
    if (this.#hints > 0) this.#sinceFirstHint += 1;
    if (this.#wanted || this.#beats >= NOW_AND_THEN_BEATS) return true;
    if (this.#polling && this.#beats >= Math.max(POLL_BEATS, this.#scanBeats / POLL_SHARE)) return true;
    if (this.#hints >= BURST) {
      return this.#quiet > BURST_QUIET_BEATS || this.#sinceFirstHint >= BURST_LONGEST_BEATS;
    }
    return this.#hints > 0 && this.#quiet > QUIET_BEATS;
  }
}
