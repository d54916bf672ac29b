/** How often a watcher looks after itself, in ms. All else here counts these beats. */
export const BEAT_MS = 1000;

/** With so many events at once, some may have been lost. */
const BURST = 200;
const BURST_QUIET_BEATS = 1;
const BURST_LONGEST_BEATS = 10;
/** After a few events: an event is no proof. */
const QUIET_BEATS = 15;
const NOW_AND_THEN_BEATS = 5 * 60;
const POLL_BEATS = 3;
/** A poll may take this share of the time. */
const POLL_SHARE = 1 / 10;
/** A missed file or two may be a coincidence of moments. */
const POLL_AFTER_MISSED = 2;
/** After this many polls that found nothing, events are trusted again. */
const POLLS_IN_VAIN = 100;

/** Decides when a folder is scanned again. Pure but for its own count of beats. */
export class RescanScheduler {
  readonly #alwaysPoll: boolean;
  #beats = 0;
  #events = 0;
  #quiet = 0;
  #sinceFirstEvent = 0;
  #requested = false;
  #missed = 0;
  #pollsInVain = 0;
  #polling: boolean;
  #scanBeats = 0;

  /** @param alwaysPoll where the file system is known to say nothing */
  constructor(alwaysPoll: boolean) {
    this.#alwaysPoll = alwaysPoll;
    this.#polling = alwaysPoll;
  }

  get isPolling(): boolean {
    return this.#polling;
  }

  /** Requests a scan as soon as possible: after sleep, a stalled process, a drive that is back, or because somebody asks. */
  request(): void {
    this.#requested = true;
  }

  noteEvent(): void {
    this.#events += 1;
    this.#quiet = 0;
  }

  /** A scan found a file of which the file system had said nothing. */
  noteMissed(): void {
    this.#pollsInVain = 0;
    this.#missed += 1;
    if (this.#missed >= POLL_AFTER_MISSED) this.#polling = true;
  }

  /** The file system sends no events any more. */
  startPolling(): void {
    this.#requested = true;
    this.#polling = true;
  }

  /** A scan has ended, after this time. */
  noteScan(tookMs: number): void {
    this.#scanBeats = tookMs / BEAT_MS;
    if (this.#polling && !this.#alwaysPoll) {
      this.#pollsInVain += 1;
      if (this.#pollsInVain > POLLS_IN_VAIN) {
        this.#polling = false;
        this.#missed = 0;
      }
    }
  }

  /** Events that come from now on are not answered by the look that begins now. */
  begin(): void {
    this.#beats = 0;
    this.#events = 0;
    this.#sinceFirstEvent = 0;
    this.#requested = false;
  }

  /** A beat has passed. @returns whether a scan is due */
  beat(): boolean {
    this.#beats += 1;
    this.#quiet += 1;
    if (this.#events > 0) this.#sinceFirstEvent += 1;
    if (this.#requested || this.#beats >= NOW_AND_THEN_BEATS) return true;
    if (this.#polling && this.#beats >= Math.max(POLL_BEATS, this.#scanBeats / POLL_SHARE)) return true;
    if (this.#events >= BURST) {
      return this.#quiet > BURST_QUIET_BEATS || this.#sinceFirstEvent >= BURST_LONGEST_BEATS;
    }
    return this.#events > 0 && this.#quiet > QUIET_BEATS;
  }
}
