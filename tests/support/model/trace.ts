import { START_MS, type Timeline } from './timeline.ts';

/** The events of a run, one line each, with names that are the same for the same seed. */
export class Trace {
  readonly lines: string[] = [];
  readonly #timeline: Timeline;
  readonly #names = new Map<string, string>();

  constructor(timeline: Timeline) {
    this.#timeline = timeline;
  }

  /** A name for a random id: by the order in which they were first seen. */
  nameOf(id: string): string {
    const name = this.#names.get(id) ?? `u${this.#names.size + 1}`;
    this.#names.set(id, name);
    return name;
  }

  add(line: string): void {
    this.lines.push(`${((this.#timeline.now() - START_MS) / 1000).toFixed(3)} ${line}`);
  }

  /** The end of the trace, for a person. */
  last(lines: number): string {
    return this.lines.slice(-lines).join('\n');
  }
}
