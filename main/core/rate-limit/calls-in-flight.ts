import type { CallPriority } from './call-priority.ts';
import type { CallWindows } from './call-windows.ts';

/** Counts the calls in flight, and knows the request windows of the current key. */
export class CallsInFlight {
  /** The request windows of the current key. */
  windows: CallWindows;
  readonly #count: Record<CallPriority, number> = {
    status: 0,
    'watched-status': 0,
    person: 0,
    sign: 0,
    watched: 0,
  };

  constructor(windows: CallWindows) {
    this.windows = windows;
  }

  begin(priority: CallPriority): void {
    this.#count[priority] += 1;
  }

  end(priority: CallPriority): void {
    this.#count[priority] -= 1;
  }

  /** Status calls in flight. */
  get asking(): number {
    return this.#count.status + this.#count['watched-status'];
  }

  /** Calls in flight that make a new file known. */
  get signing(): number {
    return this.#count.sign + this.#count.watched;
  }
}
