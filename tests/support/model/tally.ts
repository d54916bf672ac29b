/** How often each operation and each fault of a series of runs really happened. */
export class Tally {
  runs = 0;
  readonly #counts = new Map<string, Map<string, number>>();

  count(group: 'operation' | 'fault' | 'end', name: string): void {
    const counts = this.#counts.get(group) ?? new Map<string, number>();
    this.#counts.set(group, counts);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }

  of(group: 'operation' | 'fault' | 'end', name: string): number {
    return this.#counts.get(group)?.get(name) ?? 0;
  }

  toString(): string {
    const lines = [...this.#counts].map(([group, counts]) => {
      const sorted = [...counts].sort(([a], [b]) => a.localeCompare(b));
      return `  ${group}s: ${sorted.map(([name, count]) => `${name} ${count}`).join(', ')}`;
    });
    return [`${this.runs} runs`, ...lines].join('\n');
  }
}
