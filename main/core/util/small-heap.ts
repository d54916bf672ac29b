import { setFlagsFromString } from 'node:v8';

/**
 * Keeps V8's heap close to what is in use, for up to a tenth more time. By itself, V8 lets the young generation grow from 2 MB
 * to as much as 128, and what has died in the old one lie until that has doubled. It reads both flags before each growth
 * (measured in Node 24, V8 13.6).
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--heap-growing-percent=20');
}
