import { createHash } from 'node:crypto';

/** How long the server takes for a file, in ms. */
export type Processing =
  | { readonly kind: 'fixed'; readonly ms: number }
  /** 2 to 20 s, half of them under 5 s; drawn by the file's name, so that each client meets the same. */
  | { readonly kind: 'drawn'; readonly seed: number };

const LEAST_MS = 2_000;
const MEDIAN_MS = 5_000;
const MOST_MS = 20_000;
/** Of the logarithm: with 0.6 about 1 in 100 comes to the upper end. */
const SPREAD = 0.6;

export function processingMsOf(processing: Processing, name: string): number {
  if (processing.kind === 'fixed') return processing.ms;
  const hash = createHash('sha256').update(`${processing.seed} ${name}`).digest();
  const [first, second] = [0, 4].map((at) => (hash.readUInt32LE(at) + 0.5) / 2 ** 32) as [number, number];
  // Box and Muller's way to a normal number.
  const normal = Math.sqrt(-2 * Math.log(first)) * Math.cos(2 * Math.PI * second);
  return Math.round(Math.min(MOST_MS, Math.max(LEAST_MS, MEDIAN_MS * Math.exp(SPREAD * normal))));
}
