import { Probe } from './probe.ts';

/** What the event loop's delay has been since the last call, or the start. */
export interface LoopDelay {
  readonly p99Ms: number;
  readonly maxMs: number;
}

/** Watches the event loop of a Node process. */
export class LoopWatch extends Probe<LoopDelay> {
  /** @param folder where the process may write */
  constructor(folder: string) {
    super('event-loop-probe.ts', folder);
  }
}
