import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RecordScanner } from '../../../../main/core/convert/worker/parts/record-scanner.ts';
import type { TextFormat } from '../../../../main/core/convert/worker/parts/text-format.ts';

const FORMAT: TextFormat = {
  unitBytes: 1,
  isBigEndian: false,
  markBytes: 0,
  newLine: 0x0a,
  quote: 0x22,
  delimiter: 0x2c,
  repeated: null,
  endOfLongLine: () => null,
};

/** Character by character: a quote begins a quoted field only where a field begins. */
function endOfLastRecord(text: string): number {
  let isQuoted = false;
  let end = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '"') isQuoted = !isQuoted && (at === 0 || ',\n"'.includes(text[at - 1] ?? ''));
    else if (text[at] === '\n' && !isQuoted) end = at + 1;
  }
  return end;
}

const texts = fc
  .array(fc.constantFrom('"', '"', ',', '\n', 'a', 'bcd', 'efghijkl', '""'), { maxLength: 120 })
  .map((words) => words.join(''));

describe('the end of the last record', () => {
  it('is found in pieces of any length, wherever they lie in memory', () => {
    fc.assert(
      fc.property(texts, fc.array(fc.integer({ min: 1, max: 40 })), fc.nat(3), (text, lengths, offset) => {
        const memory = Buffer.alloc(text.length + offset);
        memory.write(text, offset, 'latin1');
        const bytes = memory.subarray(offset);
        const scanner = new RecordScanner(FORMAT, 0);
        let at = 0;
        for (const length of [...lengths, bytes.length]) {
          scanner.scan(bytes.subarray(at, at + length));
          at += length;
        }
        expect(scanner.endedBytes).toBe(endOfLastRecord(text));
      }),
      { numRuns: 500 },
    );
  });
});
