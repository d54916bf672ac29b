import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kindOf, shortId, splitName, visibleName } from '../../../../renderer/i18n/file-name.ts';

describe('a visible name', () => {
  it.each([
    ['a direction override', 'invoice\u202efdp.exe', 'invoice\ufffdfdp.exe'],
    ['an isolate', 'a\u2066b\u2069.pdf', 'a\ufffdb\ufffd.pdf'],
    ['a line break', 'two\nlines.txt', 'two␊lines.txt'],
    ['a tab and a bell', 'a\tb\u0007.txt', 'a␉b␇.txt'],
    ['a delete', 'a\u007f.txt', 'a␡.txt'],
    ['a control of the second set', 'a\u0085.txt', 'a\ufffd.txt'],
    ['a line separator', 'a\u2028b.txt', 'a␤b.txt'],
    ['an invisible space', 'a\u200bb\ufeff.txt', 'a\ufffdb\ufffd.txt'],
    ['a letter that is drawn as nothing', 'a\u3164.pdf', 'a\ufffd.pdf'],
    ['half a character', 'a\ud83d.pdf', 'a\ufffd.pdf'],
  ])('shows %s', (_, name, shown) => {
    expect(visibleName(name)).toBe(shown);
  });

  it.each([
    'Übersicht (1).pdf',
    '👩‍👩‍👧‍👦.pdf',
    'گزارش\u200cها.pdf',
    '年度报告.xlsx',
    'a <b>"quoted"</b>.csv',
  ])('leaves %s alone', (name) => {
    expect(visibleName(name)).toBe(name);
  });

  it('lets no control or direction mark through', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        expect(visibleName(name)).not.toMatch(/[\p{Cc}\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]/u);
      }),
    );
  });
});

describe('a name cut in the middle', () => {
  it('keeps its extension and the letters before it', () => {
    expect(splitName('Contract with the city, final version 3.docx')).toEqual({
      head: 'Contract with the city, final vers',
      tail: 'ion 3.docx',
    });
  });

  it('keeps the extension whole when the rest is short', () => {
    expect(splitName('report.pdf')).toEqual({ head: 'report', tail: '.pdf' });
  });

  it.each([
    ['no extension', 'Makefile', 'Makefile', ''],
    ['a hidden file', '.gitignore', '.gitignore', ''],
    ['what is no extension', 'see note. And more of it', 'see note. And more ', 'of it'],
    ['nothing', '', '', ''],
  ])('takes %s', (_, name, head, tail) => {
    expect(splitName(name)).toEqual({ head, tail });
  });

  it('splits no emoji and no accent', () => {
    const family = '👩‍👩‍👧‍👦';
    const { tail } = splitName(`${'a'.repeat(20)}${family}${'e\u0301'.repeat(4)}.pdf`);
    expect(tail).toBe(`${family}${'e\u0301'.repeat(4)}.pdf`);
  });

  it('loses nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        const { head, tail } = splitName(name);
        expect(head + tail).toBe(name);
      }),
    );
  });
});

describe('the type of a file name', () => {
  it('depends on its extension', () => {
    expect(['a.PDF', 'b.docx', 'c.xlsx', 'd.csv', 'e.txt', 'f.png', 'pdf'].map(kindOf)).toEqual([
      'pdf',
      'document',
      'spreadsheet',
      'table',
      'text',
      'other',
      'pdf',
    ]);
  });

  it('shortens long ids only', () => {
    expect(shortId('3f2a9b14-0000-4000-8000-0000000000c9')).toBe('3f2a…00c9');
    expect(shortId('file-12')).toBe('file-12');
  });
});
