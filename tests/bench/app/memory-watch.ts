import { Probe } from './probe.ts';

/** What a process holds once it has collected its garbage. */
export interface Held {
  /** Objects of JavaScript, and the buffers that they own. */
  readonly heapMib: number;
  /** Those that keep the process alive. */
  readonly timers: number;
}

/** Asks a Node process what it holds. */
export class MemoryWatch extends Probe<Held> {
  /** @param folder where the process may write */
  constructor(folder: string) {
    super('memory-probe.ts', folder);
  }
}
