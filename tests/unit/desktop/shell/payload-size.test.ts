import { expect, test } from 'vitest';
import { isTooLarge } from '../../../../main/desktop/shell/payload-size.ts';

test('isTooLarge accepts the largest messages of the window', () => {
  expect(isTooLarge([])).toBe(false);
  expect(isTooLarge([Array(100_000).fill(`/home/someone/${'x'.repeat(180)}`), 'keep'])).toBe(false);
  expect(isTooLarge([Array(200_000).fill('497f6eca-6276-4993-bfeb-53cbbbba6f08')])).toBe(false);
});

test.each([
  ['one text', ['x'.repeat(1001)]],
  ['many texts', [Array(20).fill('x'.repeat(60))]],
  ['a key', [{ ['x'.repeat(1001)]: 1 }]],
  ['many numbers', [Array(200).fill(1)]],
  ['bytes', [new Uint8Array(1001)]],
  ['a buffer', [new ArrayBuffer(1001)]],
  ['deep inside', [{ a: [{ b: ['x'.repeat(1001)] }] }]],
])('isTooLarge refuses %s beyond the limit', (_what, payload) => {
  expect(isTooLarge(payload, 1000)).toBe(true);
});
