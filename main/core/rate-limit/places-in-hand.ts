import { type ByKind, PLACE_KINDS, type PlaceKind } from './shared-quota.ts';

const NOTHING: ByKind = [0, 0, 0, 0];

/** One desk's places in the shared quota: those in hand, those in use, and those that are wanted. */
export class PlacesInHand {
  #hand: ByKind = NOTHING;
  #kept = 0;
  #wants: ByKind = NOTHING;
  /** How many more of each kind were wanted than granted. */
  #unmet: ByKind = NOTHING;
  #live = 0;
  #unused = 0;

  /** Calls under way. */
  get live(): number {
    return this.#live;
  }

  /** Places that this desk holds: its calls under way, and what is in hand. */
  get held(): number {
    return this.#live + sum(this.#hand);
  }

  /** Places that went back since the server last heard of it. */
  get unused(): number {
    return this.#unused;
  }

  get isEmpty(): boolean {
    return sum(this.#hand) === 0;
  }

  /** What is wanted beyond what is in hand. */
  get missing(): ByKind {
    const [asking, ...others] = this.#wants;
    const wanted = [asking + this.#kept, ...others];
    return byKind((kind) => Math.max(0, (wanted[kind] ?? 0) - (this.#hand[kind] ?? 0)));
  }

  /** Whether places are wanted that the server has not been asked for. */
  get wantsMore(): boolean {
    return this.missing.some((count, kind) => count > 0 && this.#unmet[kind] === 0);
  }

  has(kind: PlaceKind): boolean {
    return (this.#hand[PLACE_KINDS.indexOf(kind)] ?? 0) > 0;
  }

  /** Takes a place that is in hand; without one the call counts all the same. @returns ends the call */
  take(kind: PlaceKind): () => void {
    const index = PLACE_KINDS.indexOf(kind);
    this.#hand = byKind((other) => Math.max(0, (this.#hand[other] ?? 0) - (other === index ? 1 : 0)));
    this.#live += 1;
    return () => {
      this.#live -= 1;
    };
  }

  /** A call that is not part of the request queue waits for a place. @returns takes that back */
  keepOne(): () => void {
    this.#kept += 1;
    return () => {
      this.#kept -= 1;
    };
  }

  /** How many calls wait for nothing but a place. */
  want(wants: ByKind): void {
    this.#wants = wants;
  }

  /** @param asked what the server was asked for, and what it has heard of unused places */
  add(granted: ByKind, asked: { readonly wants: ByKind; readonly unused: number }): void {
    this.#unused -= asked.unused;
    this.#unmet = byKind((kind) => (asked.wants[kind] ?? 0) - (granted[kind] ?? 0));
    this.#hand = byKind((kind) => (this.#hand[kind] ?? 0) + (granted[kind] ?? 0));
  }

  /**
   * Gives back what nobody has taken.
   * @param which a call outside of the request queue may still come for the place that it keeps
   * @returns whether something went back
   */
  giveBack(which: 'all' | 'not kept'): boolean {
    const [asking] = this.#hand;
    const stays = which === 'all' ? 0 : Math.min(asking, this.#kept);
    const back = sum(this.#hand) - stays;
    this.#hand = [stays, 0, 0, 0];
    this.#unused += back;
    return back > 0;
  }

  /** The server cannot be asked any more: places and unmet wants were of that server. */
  forget(): void {
    this.#hand = NOTHING;
    this.#unmet = NOTHING;
    this.#unused = 0;
  }
}

function byKind(of: (kind: number) => number): ByKind {
  return [of(0), of(1), of(2), of(3)];
}

function sum(counts: readonly number[]): number {
  return counts.reduce((all, count) => all + count, 0);
}
