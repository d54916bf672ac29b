import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { breachesOf, demandNone, Outcomes } from '../../bench/long-week/breaches.ts';
import { growthOf, whyTooFew } from '../../bench/long-week/course.ts';
import { type Arrived, Documents } from '../../bench/long-week/documents.ts';
import { Weather } from '../../bench/long-week/weather.ts';
import { Chance } from '../../support/model/chance.ts';
import { sha256Of } from '../../support/uploads.ts';

const GOOD: Arrived = { path: '/in/good.csv', sha256: 'g', fate: 'ready' };
const BAD: Arrived = { path: '/in/bad-failed.csv', sha256: 'b', fate: 'failed' };
const STORED = [
  { fileId: '1', name: 'good.csv', sha256: 'g' },
  { fileId: '2', name: 'bad-failed.csv', sha256: 'b' },
];
const HOLDINGS = { stored: STORED, violations: [] };

/** What was said where all went well. */
function rightOutcomes(): Outcomes {
  const outcomes = new Outcomes();
  outcomes.failed(GOOD.path);
  outcomes.ready(GOOD.path, '1');
  outcomes.failed(BAD.path);
  return outcomes;
}

describe('breachesOf', () => {
  it('finds none where each file came to its own end, after however many failures', () => {
    const outcomes = rightOutcomes();
    expect(outcomes.areAllOf([GOOD, BAD])).toBe(true);
    expect(breachesOf([GOOD, BAD], outcomes, HOLDINGS)).toEqual([]);
    expect(() => demandNone('it', [])).not.toThrow();
  });

  it('finds a file of which nothing was said', () => {
    const outcomes = rightOutcomes();
    const lost = { ...GOOD, path: '/in/lost.csv' };
    expect(outcomes.areAllOf([GOOD, lost])).toBe(false);
    expect(breachesOf([GOOD, lost], outcomes, HOLDINGS)).toEqual(['lost.csv: lost']);
    expect(() => demandNone('the desk', ['lost.csv: lost'])).toThrow(
      'the desk: 1 breaches\n  lost.csv: lost',
    );
  });

  it('finds a content that the server has twice, a file that was ready twice, and what the server saw', () => {
    const outcomes = rightOutcomes();
    outcomes.ready(GOOD.path, '1');
    const stored = [...STORED, { fileId: '3', name: 'again.csv', sha256: 'g' }];
    expect(
      breachesOf([GOOD, BAD], outcomes, { ...HOLDINGS, stored, violations: ['a chunked body'] }),
    ).toEqual(['a chunked body', 'good.csv: ready 2 times', 'again.csv: sent twice']);
  });

  it('finds what was reported wrongly', () => {
    const outcomes = new Outcomes();
    outcomes.failed(GOOD.path);
    outcomes.ready(BAD.path, '2');
    expect(breachesOf([GOOD, BAD], outcomes, HOLDINGS)).toEqual([
      'good.csv: failed, although nothing is wrong with it',
      'bad-failed.csv: ready, although it is failed',
    ]);
    const other = new Outcomes();
    other.ready(GOOD.path, '2');
    expect(breachesOf([GOOD], other, HOLDINGS)).toEqual([
      'good.csv: ready, and the server has other bytes or none',
    ]);
  });
});

it('growth is that of the second half, for each 1,000 files', () => {
  const samples = [0, 500, 1000, 2000, 3000].map((files) => ({ files, held: Math.max(900, files) }));
  expect(growthOf(samples, ({ held }) => held)).toBeCloseTo(1000);
});

it('growth over a few files is not given, but why', () => {
  const samples = [0, 500, 1000, 1100, 1250].map((files) => ({ files }));
  expect(whyTooFew(samples, 250)).toBeNull();
  expect(whyTooFew(samples, 1251)).toBe(
    'a smoke run: that needs 1,251 files in its second half, and this one had 250',
  );
  expect(whyTooFew([], 1)).toContain('had 0');
});

it('documents are whole, and all different but for some copies', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hoist-documents-'));
  try {
    const documents = new Documents(folder, 'report');
    const arrived: Arrived[] = [];
    for (let n = 0; n < 120; n += 1) arrived.push(await documents.next());
    expect(new Set(arrived.map(({ path }) => path)).size).toBe(120);
    expect(new Set(arrived.map(({ sha256 }) => sha256)).size).toBe(118);
    expect(arrived.filter(({ fate }) => fate !== 'ready').map(({ path }) => basename(path))).toEqual([
      'report 97-failed.csv',
    ]);
    const [first] = arrived;
    expect(await sha256Of(first?.path ?? '')).toBe(first?.sha256);
    expect(await readFile(first?.path ?? '', 'utf8')).toContain('report,number\n');
  } finally {
    await rm(folder, { recursive: true });
  }
});

it('the weather brings each kind of trouble, and is fair most of the time', () => {
  const weather = new Weather(new Chance(1), () => 0);
  const seen = new Map<string, number>();
  for (let call = 0; call < 20_000; call += 1) {
    const fault = weather.faultOf((['sign', 'put', 'status'] as const)[call % 3] ?? 'put');
    const kind = fault.kind === 'answer' ? `${fault.status}` : fault.kind;
    seen.set(kind, (seen.get(kind) ?? 0) + 1);
  }
  expect([...seen.keys()].sort()).toEqual([
    '429',
    '503',
    'cut',
    'cut-after',
    'late-reply',
    'lost-reply',
    'none',
  ]);
  expect(seen.get('none')).toBeGreaterThan(19_000);
});

it('a spell outcomes with its time, however few the calls', () => {
  let nowMs = 0;
  const weather = new Weather(new Chance(1), () => nowMs);
  const bad = Array.from({ length: 2000 }, () => {
    nowMs += 10 * 60_000;
    return weather.faultOf('sign').kind !== 'none';
  });
  // Each call is in a spell of its own, and every second one is fair.
  expect(bad.filter((_, call) => call % 2 === 0)).toContain(true);
  expect(bad.filter((_, call) => call % 2 === 1)).not.toContain(true);
});
