import { ASKING, type CallPriority, PRIORITIES, SIGNING } from './call-priority.ts';

interface WaitingCall {
  readonly start: () => void;
}

/** The calls that wait for their turn, in one line for each priority. */
export class WaitingCalls {
  readonly #lines: Record<CallPriority, WaitingCall[]> = {
    status: [],
    'watched-status': [],
    person: [],
    sign: [],
    watched: [],
  };

  get isEmpty(): boolean {
    return PRIORITIES.every((priority) => !this.isWaiting(priority));
  }

  isWaiting(priority: CallPriority): boolean {
    return this.#lines[priority].length > 0;
  }

  count(priority: CallPriority): number {
    return this.#lines[priority].length;
  }

  /** Status calls, a person's, and of the new files the more urgent: each may have to wait for another. */
  get next(): CallPriority[] {
    const isWaiting = (priority: CallPriority) => this.isWaiting(priority);
    const signing = SIGNING.find(isWaiting);
    return [
      ...([...ASKING, 'person'] as const).filter(isWaiting),
      ...(signing === undefined ? [] : [signing]),
    ];
  }

  add(priority: CallPriority, call: WaitingCall, place: 'first' | 'last'): void {
    if (place === 'first') this.#lines[priority].unshift(call);
    else this.#lines[priority].push(call);
  }

  remove(priority: CallPriority, call: WaitingCall): void {
    const line = this.#lines[priority];
    line.splice(line.indexOf(call), 1);
  }

  startFirst(priority: CallPriority): void {
    this.#lines[priority].shift()?.start();
  }
}
