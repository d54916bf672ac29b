import { describe, expect, it } from 'vitest';
import { createFormat } from '../../../../renderer/i18n/format.ts';
import { createI18n } from '../../../../renderer/i18n/i18n.ts';

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

  it('is formatted as its language writes numbers', () => {
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

describe('a moment', () => {
  const at = (day: number, hour: number) => new Date(2026, 10, day, hour, 5).getTime();

  it('is a time of day today, and has a date on another day', () => {
    const plain = (text: string) => text.replaceAll('\u202f', ' ');
    expect(plain(english.moment(at(23, 0), at(23, 23)))).toBe('12:05 AM');
    expect(plain(english.moment(at(22, 23), at(23, 0)))).toBe('Nov 22, 2026, 11:05 PM');
    expect(createFormat('de', t).moment(at(23, 13), at(23, 14))).toBe('13:05');
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

describe('a day', () => {
  const at = (day: number, hour: number, month = 10) => new Date(2026, month, day, hour).getTime();
  // A Monday.
  const nowMs = at(23, 9);
  const day = (atMs: number, format = english) => format.day(atMs, nowMs);

  it.each([
    ['this morning', at(23, 0), 'near', 'today'],
    ['late yesterday', at(22, 23), 'near', 'yesterday'],
    ['early yesterday', at(22, 0), 'near', 'yesterday'],
    ['two days ago', at(21, 23), 'on', 'Saturday'],
    ['six days ago', at(17, 0), 'on', 'Tuesday'],
    ['a week ago, which is the same weekday', at(16, 23), 'on', 'Nov 16'],
    ['in another year', at(16, 12, -1), 'on', 'Dec 16, 2025'],
    ['tomorrow, by a clock that was wrong', at(24, 1), 'on', 'Nov 24'],
  ] as const)('%s', (_, atMs, form, text) => {
    expect(day(atMs)).toEqual({ form, text });
  });

  it('is formatted as its language writes it', () => {
    const german = createFormat('de', t);
    expect(day(at(22, 23), german).text).toBe('gestern');
    expect(day(at(17, 12), german).text).toBe('Dienstag');
  });

  it('counts midnights, not hours, when the clocks change', () => {
    const zone = process.env['TZ'];
    process.env['TZ'] = 'Europe/Berlin';
    try {
      // The 25th of October 2026 has 25 hours there.
      const from = new Date(2026, 9, 24, 23).getTime();
      expect(english.day(from, new Date(2026, 9, 25, 23).getTime()).text).toBe('yesterday');
      expect(english.day(from, new Date(2026, 9, 26, 0).getTime()).text).toBe('Saturday');
    } finally {
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    }
  });
});
