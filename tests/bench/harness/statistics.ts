/** The middle one, or the mean of the middle two. Throws a RangeError for none. */
export function median(values: readonly number[]): number {
  return percentile(values, 50);
}

/** Between the two nearest where none is exactly there. Throws a RangeError for no values. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = ((sorted.length - 1) * percent) / 100;
  const below = sorted[Math.floor(at)];
  const above = sorted[Math.ceil(at)];
  if (below === undefined || above === undefined) throw new RangeError('there are no values');
  return below + (above - below) * (at - Math.floor(at));
}

/** Each run of one by the run of the other that came next to it: what slowed the machine down slowed both. */
export function ratios(numerators: readonly number[], denominators: readonly number[]): number[] {
  if (numerators.length !== denominators.length) throw new RangeError('the runs do not come in pairs');
  return numerators.map((value, run) => value / (denominators[run] as number));
}

/** The same numbers in [0, 1) for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
