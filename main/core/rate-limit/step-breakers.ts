import { CallError } from '../files-api/call-error.ts';
import { CircuitBreaker, type Fault, type Trip } from '../network/circuit-breaker.ts';
import type { Clock } from '../util/clock.ts';
import type { CallPriority } from './call-priority.ts';

/** The steps that may fail by themselves: making files known, and telling their status. A person hears of theirs at once. */
const STEPS: { readonly [P in CallPriority]: 'signing' | 'asking' | null } = {
  status: 'asking',
  'watched-status': 'asking',
  person: null,
  sign: 'signing',
  watched: 'signing',
};

/** One circuit breaker for each step of an upload that the API serves. */
export class StepBreakers {
  readonly #signing: CircuitBreaker;
  readonly #asking: CircuitBreaker;

  /** @param options see {@link CircuitBreaker} */
  constructor(options: { clock: Clock; random: () => number; canAsk: boolean; changed: () => void }) {
    this.#signing = new CircuitBreaker(options);
    this.#asking = new CircuitBreaker(options);
  }

  of(priority: CallPriority): CircuitBreaker | null {
    const step = STEPS[priority];
    if (step === null) return null;
    return step === 'signing' ? this.#signing : this.#asking;
  }

  get trip(): Trip | null {
    return this.#asking.trip ?? this.#signing.trip;
  }

  reset(): void {
    this.#signing.reset();
    this.#asking.reset();
  }

  close(): void {
    this.#signing.close();
    this.#asking.close();
  }

  tryNow(): void {
    this.#signing.tryNow();
    this.#asking.tryNow();
  }
}

/** @returns what a failed call says of the server; null where it says nothing of it */
export function faultOf(error: unknown): Fault | null {
  if (!(error instanceof CallError) || error.action.type !== 'retry') return null;
  const message = { code: 'server_in_trouble', because: error.because } as const;
  return { message, afterMs: error.action.afterMs ?? null, proof: 'row' };
}
