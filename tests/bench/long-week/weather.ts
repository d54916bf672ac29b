import type { Chance } from '../../support/model/chance.ts';
import { apiError, type Fault, rateLimited, type Step, s3Error } from '../../support/strict-api/faults.ts';

/** What goes wrong for a while: for so many calls, and no longer than its time, since calls are few while it is bad. */
interface Spell {
  readonly calls: readonly [least: number, most: number];
  readonly longestMs: number;
  readonly faultOf: (step: Step, chance: Chance) => Fault;
}

const NONE: Fault = { kind: 'none' };

const FAIR: Spell = { calls: [150, 600], longestMs: 3 * 60_000, faultOf: () => NONE };

const TROUBLE: readonly Spell[] = [
  {
    // Another desk uses the same key.
    calls: [20, 80],
    longestMs: 20_000,
    faultOf: (step, chance) =>
      step !== 'put' && chance.hits(0.2) ? rateLimited(chance.hits(0.5) ? 2 : undefined) : NONE,
  },
  {
    // The network cuts connections, before, amid and after the work.
    calls: [20, 80],
    longestMs: 20_000,
    faultOf: (step, chance) => {
      if (!chance.hits(0.15)) return NONE;
      const kinds: Fault[] = [{ kind: 'cut' }, { kind: 'lost-reply' }, { kind: 'late-reply', ms: 150 }];
      return chance.of(step === 'put' ? [...kinds, { kind: 'cut-after', bytes: 1 }] : kinds);
    },
  },
  {
    // The API is under maintenance.
    calls: [2, 6],
    longestMs: 20_000,
    faultOf: (step) => (step === 'put' ? NONE : apiError(503, 'service_unavailable')),
  },
  {
    // The storage wants it slower.
    calls: [2, 6],
    longestMs: 20_000,
    faultOf: (step) => (step === 'put' ? s3Error(503, 'SlowDown') : NONE),
  },
];

/** The troubles of a long week: long stretches without any, and spells of one kind between them. */
export class Weather {
  readonly #chance: Chance;
  readonly #nowMs: () => number;
  #spell = FAIR;
  #left = 50;
  #endMs: number;

  constructor(chance: Chance, nowMs: () => number = () => performance.now()) {
    this.#chance = chance;
    this.#nowMs = nowMs;
    this.#endMs = nowMs() + FAIR.longestMs;
  }

  readonly faultOf = (step: Step): Fault => {
    if (this.#left === 0 || this.#nowMs() >= this.#endMs) {
      this.#spell = this.#spell === FAIR ? this.#chance.of(TROUBLE) : FAIR;
      this.#left = this.#chance.between(...this.#spell.calls);
      this.#endMs = this.#nowMs() + this.#spell.longestMs;
    }
    this.#left -= 1;
    return this.#spell.faultOf(step, this.#chance);
  };
}
