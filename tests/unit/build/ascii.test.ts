import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { escapedToAscii } from '../../../build/ascii.ts';

describe('a program without characters beyond ASCII', () => {
  it.each([
    ['a text', '"Größe … “ä” 😀"'],
    ['a template', '`zwei\nDateien – 😀`'],
    ['a regular expression', '/^[ä-ü😀]+$/u.test("äü😀")'],
    ['a name', '((größe) => größe)(3)'],
    ['a comment', '/* ’ */ 4'],
  ])('is the same: %s', (_what, code) => {
    const escaped = escapedToAscii(code);
    expect(escaped).toMatch(/^[\0-\x7f]*$/);
    expect(runInNewContext(escaped)).toEqual(runInNewContext(code));
  });
});
