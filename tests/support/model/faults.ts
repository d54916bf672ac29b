import type { Chance } from './chance.ts';
import type { Tally } from './tally.ts';

/** The faults of one API call. `cut-after`: it was applied, and its response is lost. */
export const CALL_FAULTS = [
  ...(['429', '429-retry-after', '500', '503', '400-later', '403', '404', '409', '422-name'] as const),
  ...(['garbled', 'cut-before', 'cut-after', 'silence'] as const),
] as const;
/** The faults of one PUT. `early-200` comes before the last byte; `reply-lost` after all bytes were stored. */
export const PUT_FAULTS = [
  ...(['expired', 'slow-down', '500', 'refused', 'request-timeout'] as const),
  ...(['cut', 'early-200', 'reply-lost', 'slow'] as const),
] as const;

export type CallFault = (typeof CALL_FAULTS)[number];
export type PutFault = (typeof PUT_FAULTS)[number];
export interface FaultKinds {
  readonly sign: CallFault;
  readonly status: CallFault;
  readonly count: CallFault;
  readonly put: PutFault;
}
export type Step = keyof FaultKinds;
export type CallStep = Exclude<Step, 'put'>;

/** For good if they come at random they end most files: they are scripted, and rare in the noise. */
const FINAL = new Set<string>(['403', '422-name', 'refused']);

/** The faults that are to come: those of the script first, in order, then noise. */
export class Faults {
  /** The probability that a call or a PUT that the script says nothing on goes wrong. */
  noise: number;
  readonly #chance: Chance;
  readonly #tally: Tally;
  readonly #scripted: { [S in Step]: FaultKinds[S][] } = { sign: [], status: [], count: [], put: [] };

  constructor(noise: number, chance: Chance, tally: Tally) {
    this.noise = noise;
    this.#chance = chance;
    this.#tally = tally;
  }

  script<S extends Step>(step: S, fault: FaultKinds[S], times: number): void {
    for (let time = 0; time < times; time += 1) this.#scripted[step].push(fault);
  }

  stop(): void {
    this.noise = 0;
    for (const line of Object.values(this.#scripted)) line.length = 0;
  }

  take<S extends Step>(step: S): FaultKinds[S] | null {
    const fault = this.#scripted[step].shift() ?? this.#random(step);
    if (fault !== null) this.#tally.count('fault', `${step} ${fault}`);
    return fault;
  }

  #random<S extends Step>(step: S): FaultKinds[S] | null {
    if (!this.#chance.hits(this.noise)) return null;
    const kinds = (step === 'put' ? PUT_FAULTS : CALL_FAULTS) as readonly FaultKinds[S][];
    const fault = this.#chance.of(kinds);
    return FINAL.has(fault) && !this.#chance.hits(0.1) ? null : fault;
  }
}
