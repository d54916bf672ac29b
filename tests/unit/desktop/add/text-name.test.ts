import { describe, expect, it } from 'vitest';
import { extensionOf } from '../../../../main/core/model/file-types.ts';
import { nameOfText } from '../../../../main/desktop/add/text-name.ts';

const nowMs = new Date(2026, 10, 25, 4, 40).getTime();
const name = (text: string) => nameOfText(text, 'Clipboard', nowMs);

describe('nameOfText', () => {
  it.each([
    ['\n\n  Minutes of the meeting\nWe met.', 'Minutes of the meeting'],
    ['Offer 2026/11: "final" <v2>?', 'Offer 2026 11 final v2'],
    ['.hidden and more', 'hidden and more'],
    ['~$lock and more', 'lock and more'],
    ['Ends with a stop. ', 'Ends with a stop'],
    ['evil \u202Efdp.exe name', 'evil fdp.exe name'],
  ])('returns the first line: %j', (text, expected) => {
    expect(name(text)).toBe(expected);
  });

  it('returns the time where the line is a single word, which may be a secret', () => {
    for (const text of ['hunter2', 'https://example.com/?token=abc', '   ', '/ ?', '. .', '']) {
      expect(name(text)).toBe('Clipboard 2026-11-25 04.40');
    }
  });

  it('returns a short name that ends with a whole word or letter', () => {
    expect(name('word '.repeat(40))).toBe(Array(12).fill('word').join(' '));
    expect(name(`${'👩‍👩‍👧'.repeat(100)} x`)).toBe('👩‍👩‍👧'.repeat(7));
    expect(extensionOf(`${name('a b')}.txt`)).toBe('.txt');
  });
});
