import { describe, expect, it } from 'vitest';
import { parsePatterns, showPatterns } from '../../../../../renderer/features/folders/patterns.ts';

describe('patterns in a line', () => {
  it.each([
    ['', []],
    [' , ;\n', []],
    ['*.pdf', ['*.pdf']],
    ['*.pdf, invoices/**', ['*.pdf', 'invoices/**']],
    ['*.doc;*.docx\n*.txt', ['*.doc', '*.docx', '*.txt']],
    ['*.{pdf,docx}, draft*', ['*.{pdf,docx}', 'draft*']],
    ['}a{b,c}', ['}a{b,c}']],
    ['.pdf, *.pdf', ['*.pdf']],
    ['two words.txt', ['two words.txt']],
  ])('%j are %j', (text, patterns) => {
    expect(parsePatterns(text)).toEqual(patterns);
  });

  it('are shown in a form that can be entered again', () => {
    const patterns = ['*.{pdf,docx}', 'old/**'];
    expect(parsePatterns(showPatterns(patterns))).toEqual(patterns);
  });
});
