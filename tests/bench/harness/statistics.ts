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

/** Of the straight line that comes nearest to the points; 0 where all have the same x. Throws a RangeError for fewer than two. */
export function slope(points: readonly (readonly [x: number, y: number])[]): number {
  if (points.length < 2) throw new RangeError('a line needs two points');
  const mean = (at: 0 | 1) => points.reduce((sum, point) => sum + point[at], 0) / points.length;
  const [meanX, meanY] = [mean(0), mean(1)];
  const spread = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  const common = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  return spread === 0 ? 0 : common / spread;
}

/** The step between two points of a chart whose x is on a scale of powers. */
const STEP = 1.3;

/** As many of the points as a scale of powers has room for, the last with them. Their x is above 0 and grows. */
export function logSpaced(
  points: readonly (readonly [x: number, y: number])[],
): readonly (readonly [x: number, y: number])[] {
  const [last] = points.slice(-1);
  if (last === undefined) return [];
  const kept: (readonly [number, number])[] = [];
  for (const point of points) {
    const [before = 0] = kept.at(-1) ?? [];
    if (point[0] > 0 && point[0] >= before * STEP && point[0] * STEP <= last[0]) kept.push(point);
  }
  return [...kept, last];
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
