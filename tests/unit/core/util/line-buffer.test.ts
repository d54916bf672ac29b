import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineBuffer } from '../../../../main/core/util/line-buffer.ts';

describe('LineBuffer', () => {
  it('gives the same lines however the text is cut', () => {
    const text = fc.array(fc.string({ maxLength: 8 }).map((line) => line.replaceAll('\n', '')));
    fc.assert(
      fc.property(text, fc.array(fc.nat(6)), (lines, cuts) => {
        const buffer = new LineBuffer(100);
        let rest = lines.map((line) => `${line}\n`).join('');
        const seen: string[] = [];
        for (const cut of [...cuts, rest.length]) {
          seen.push(...(buffer.push(rest.slice(0, cut)) ?? ['too long']));
          rest = rest.slice(cut);
        }
        expect(seen).toEqual(lines);
      }),
    );
  });

  it('gives up on a line that is too long, whole or not', () => {
    expect(new LineBuffer(3).push('abc\n')).toEqual(['abc']);
    expect(new LineBuffer(3).push('abcd\n')).toBeNull();
    const buffer = new LineBuffer(3);
    expect([buffer.push('ab'), buffer.push('cd')]).toEqual([[], null]);
  });
});
