import { describe, expect, it } from 'vitest';
import { createFormat } from '../../../renderer/locales/format.ts';
import { createI18n } from '../../../renderer/locales/i18n.ts';

const { t } = createI18n();
const english = createFormat('en', t);

describe('a size', () => {
  it.each([
    [0, '0 B'],
    [1023, '1,023 B'],
    [1024, '1 KB'],
    [2_200_000, '2.1 MB'],
    [88 * 1024, '88 KB'],
    [1024 * 1024 - 1, '1 MB'],
    [10_485_760, '10 MB'],
    [9.96 * 1024 * 1024, '10 MB'],
    [3 * 1024 ** 4, '3 TB'],
  ])('of %d bytes reads %s', (bytes, text) => {
    expect(english.size(bytes)).toBe(text.replace(' ', '\u00a0'));
  });

  it('is written as its language writes numbers', () => {
    expect(createFormat('de', t).size(2_200_000)).toBe('2,1\u00a0MB');
  });
});

describe('a percentage', () => {
  it('is rounded down, so that 100 % means all', () => {
    expect(english.percent(0.999)).toBe('99%');
    expect(english.percent(1)).toBe('100%');
    expect(english.percent(1.2)).toBe('100%');
    expect(english.percent(0.29)).toBe('29%');
  });
});

describe('a duration', () => {
  it.each([
    [-5, '0 s'],
    [1, '1 s'],
    [8_000, '8 s'],
    [59_001, '1 min'],
    [61_000, '2 min'],
    [3_600_000, '1 h'],
  ])('of %d ms reads %s', (ms, text) => {
    expect(english.duration(ms)).toBe(text);
  });
});
