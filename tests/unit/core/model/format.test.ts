import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatBytes, readableStep } from '../../../../main/core/model/format.ts';

describe('formatBytes', () => {
  it.each([
    [0, '0 B'],
    [1023, '1023 B'],
    [1024, '1 KB'],
    [1536, '1.5 KB'],
    [10_240, '10 KB'],
    [1_048_575, '1 MB'],
    [10_485_760, '10 MB'],
    [1_073_741_824, '1 GB'],
    [5_000_000_000_000_000, '4547 TB'],
  ])('writes %i as %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });

  it('never shows 1024 of a unit that has a larger one', () => {
    expect(formatBytes(Math.round(1023.6 * 1024))).toBe('1 MB');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 49 }), (bytes) => {
        expect(Number.parseFloat(formatBytes(bytes))).toBeLessThan(1024);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('readableStep', () => {
  it.each([
    ['ANTIVIRUS_SCANNING', 'Antivirus scanning'],
    ['textExtraction', 'Text extraction'],
    ['  OCR--pass__2 ', 'Ocr pass 2'],
    ['', ''],
    ['x'.repeat(500), `X${'x'.repeat(59)}`],
  ])('reads %j as %j', (step, text) => {
    expect(readableStep(step)).toBe(text);
  });
});
