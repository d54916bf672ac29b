/** How long a server processes one file, in ms, drawn with the help of `random` in [0, 1). */
export type Processing = (random: () => number) => number;

/** 2 to 20 s with a median of 5 s. */
const typical: Processing = (random) => {
  const u = random();
  return u < 0.5 ? 2000 + 6000 * u : 5000 + 15_000 * ((u - 0.5) * 2) ** 3;
};

/** Without a longest time, with the same median. */
const unbounded: Processing = (random) => 5000 * Math.exp(0.6 * normal(random));

/** As usual, but 2 in 100 take 20 minutes. */
export const rarelyStuck: Processing = (random) => (random() < 0.02 ? 20 * 60_000 : typical(random));

/** Distributions of processing times; Hoist knows none of them. */
export const PROCESSING = {
  typical,
  unbounded,
  /** About 1 file in 100 takes the longest time there is. */
  clipped: (random) => Math.min(20_000, Math.max(2000, unbounded(random))),
  /** All are quick but 1 in 100. */
  rareSlow: (random) => (random() < 0.01 ? 20_000 : 2000 + 6000 * random()),
  constant: () => 6000,
  twoKinds: (random) => (random() < 0.7 ? 2000 + 1000 * random() : 12_000 + 3000 * random()),
  slow: (random) => 3 * typical(random),
  quick: (random) => typical(random) / 3,
} satisfies Record<string, Processing>;

/** Box and Muller's way to a normal number. */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
