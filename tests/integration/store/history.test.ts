import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import type { Upload } from '../../../main/core/model/upload.ts';
import { EVERYTHING, type HistoryFilter, type HistoryPlace } from '../../../main/core/store/history.ts';
import { CrashRun } from '../../support/crash/crash-run.ts';
import { hashOf, queuedUpload, storedUpload, withStore } from '../../support/store/stored.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const NAMES = [
  'Report.pdf',
  '100%.pdf',
  '100 percent.pdf',
  'a_b.pdf',
  'axb.pdf',
  'back\\slash.pdf',
  'ünïcode.pdf',
];

describe('the history', () => {
  it.each<[string, string[]]>([
    ['', [...NAMES].reverse()],
    ['report', ['Report.pdf']],
    ['100%', ['100%.pdf']],
    ['%', ['100%.pdf']],
    ['a_b', ['a_b.pdf']],
    ['_', ['a_b.pdf']],
    ['\\', ['back\\slash.pdf']],
    ['nï', ['ünïcode.pdf']],
    // In capitals, with the accents that macOS takes apart, and without any.
    ['uni', ['ünïcode.pdf']],
    // Each word, in any order.
    ['pdf percent 100', ['100 percent.pdf']],
    ['report percent', []],
    ['ÜNÏ', ['ünïcode.pdf']],
    ['u\u0308ni\u0308', ['ünïcode.pdf']],
    [hashOf(2).slice(0, 12), ['100 percent.pdf']],
    [hashOf(2).toUpperCase(), ['100 percent.pdf']],
    [hashOf(2).slice(5, 20), []],
    ['id-3', ['a_b.pdf']],
    ['d-3', []],
    ["'; DROP TABLE uploads; --", []],
  ])('searched for %o', async (search, names) => {
    await using folder = await tempFolder();
    withStore(folder.path, (store) => {
      store.save(NAMES.map((name, n) => storedUpload(n, { name })));
      // What has not ended is no history, whatever its name.
      store.save([queuedUpload(50, { name: 'Report 100% a_b \\ nï id-3.pdf' })]);
      const found = store.history.page({ ...EVERYTHING, search }, null, 100);
      expect(found).toMatchObject({ uploads: names.map((name) => ({ name })), next: null });
      expect(store.history.count({ ...EVERYTHING, search })).toBe(names.length);
    });
  });

  it('comes the latest first, page after page, whatever ends or goes meanwhile', async () => {
    await using folder = await tempFolder();
    withStore(folder.path, (store) => {
      // Two of them ended in the same millisecond.
      const sameTime = storedUpload(5, { times: storedUpload(3).times });
      store.save([storedUpload(4), storedUpload(1), storedUpload(3), sameTime, storedUpload(2)]);
      const filter = { ...EVERYTHING, search: 'document' };
      const pages: string[][] = [];
      for (let after: HistoryPlace | null = null, more = true; more; more = after !== null) {
        const { uploads, next } = store.history.page(filter, after, 2);
        pages.push(uploads.map(({ name }) => name));
        after = next;
        store.save([storedUpload(100 + pages.length)]);
        store.remove([storedUpload(4).id]);
        store.history.forgetOlderThan(0, 4004, 10);
      }
      expect(pages).toEqual([
        ['document 4.pdf', 'document 5.pdf'],
        ['document 3.pdf', 'document 2.pdf'],
        ['document 1.pdf'],
      ]);
    });
  });

  it('is read whole, the oldest first', async () => {
    await using folder = await tempFolder();
    withStore(folder.path, (store) => {
      store.save([1, 0].map((n) => storedUpload(n)));
      expect(Array.from(store.history.all(), ({ name }) => name)).toEqual([
        ...['document 0.pdf', 'document 1.pdf'],
      ]);
    });
  });

  it.each<[string, Partial<HistoryFilter>, number[]]>([
    ['ready', { outcome: 'ready' }, [5, 4]],
    ['failed', { outcome: 'failed' }, [3]],
    ['not sent', { outcome: 'not-sent' }, [2, 1]],
    ['recent', { sinceMs: 3003 }, [5, 4, 3]],
    ['of one folder', { from: { folderId: 'inbox' } }, [4, 1]],
    ['of no folder', { from: 'person' }, [5, 3, 2]],
    ['all of it at once', { from: 'person', sinceMs: 2003, outcome: 'not-sent', search: 'DOC' }, [2]],
  ])('shows only what is %s', async (_what, filter, expected) => {
    await using folder = await tempFolder();
    const origin = { kind: 'watched-folder', folderId: 'inbox', root: '/inbox' } as const;
    const changes: Partial<Upload>[] = [
      { origin, state: { stage: 'cancelled' } },
      { state: { stage: 'skipped', reason: { code: 'empty_file' } } },
      { state: { stage: 'failed', fileId: null, reason: { code: 'infected' } } },
      { origin },
      {},
    ];
    withStore(folder.path, (store) => {
      store.save(changes.map((change, index) => storedUpload(index + 1, change)));
      const { uploads } = store.history.page({ ...EVERYTHING, ...filter }, null, 100);
      expect(uploads.map(({ name }) => name)).toEqual(expected.map((n) => `document ${n}.pdf`));
      expect(store.history.find(storedUpload(1).id)?.name).toBe('document 1.pdf');
      expect(store.history.find('unknown')).toBe(undefined);
    });
  });

  it('is counted by day: ready and failed files, and the size of the ready ones', async () => {
    await using folder = await tempFolder();
    const failed = { stage: 'failed', fileId: null, reason: { code: 'infected' } } as const;
    // The upload n ended at n * 1000 + 3.
    const changes: Partial<Upload>[] = [
      { sizeBytes: 10 },
      { sizeBytes: 20 },
      { sizeBytes: 40, state: failed },
      { sizeBytes: 80, state: { stage: 'cancelled' } },
      { sizeBytes: null, state: { stage: 'skipped', reason: { code: 'empty_file' } } },
      { sizeBytes: 100 },
    ];
    withStore(folder.path, (store) => {
      store.save([...changes.map((change, n) => storedUpload(n, change)), queuedUpload(50)]);
      // Also what is in no list any more.
      store.remove([storedUpload(0).id]);
      expect(
        store.history.days(
          [
            { startMs: 0, endMs: 1003 },
            { startMs: 1003, endMs: 4003 },
            { startMs: 4003, endMs: 5003 },
            { startMs: 5003, endMs: 5004 },
          ],
          [],
        ),
      ).toEqual([
        { startMs: 0, ready: 1, failed: 0, bytes: 10 },
        { startMs: 1003, ready: 1, failed: 1, bytes: 20 },
        { startMs: 4003, ready: 0, failed: 0, bytes: 0 },
        { startMs: 5003, ready: 1, failed: 0, bytes: 100 },
      ]);
    });
  });

  it('of an older version is searched as well', async () => {
    await using folder = await tempFolder();
    withStore(folder.path, (store) => store.save([storedUpload(1, { name: 'Übersicht.pdf' })]));
    const db = new DatabaseSync(folder.at('hoist.db'));
    db.exec(`DROP TABLE trails; DROP TRIGGER trails_go_with_uploads; DROP INDEX uploads_by_day;
      DROP INDEX uploads_by_original; DROP INDEX uploads_by_group;
      ALTER TABLE uploads DROP COLUMN original_sha256; ALTER TABLE uploads DROP COLUMN group_id;
      DROP TABLE deleted_files; DROP TABLE deletions; DROP INDEX uploads_history; ALTER TABLE uploads DROP COLUMN folded;
      ALTER TABLE uploads DROP COLUMN folder_id;
      ALTER TABLE watch_files DROP COLUMN ctime_ns;
      CREATE INDEX uploads_ended ON uploads (ended_at_ms) WHERE ended_at_ms IS NOT NULL; PRAGMA user_version = 2`);
    db.close();
    withStore(folder.path, (store) =>
      expect(store.history.page({ ...EVERYTHING, search: 'übersicht' }, null, 10).uploads).toHaveLength(1),
    );
  });

  it('forgets what ended so many days ago, but nothing that is listed or has not ended', async () => {
    await using folder = await tempFolder();
    withStore(folder.path, (store) => {
      store.save([1, 2, 3, 4].map((n) => storedUpload(n)));
      store.save([queuedUpload(0)]);
      store.remove([1, 3, 4].map((n) => storedUpload(n).id));
      expect(
        store.history.forgetOlderThan(30, (storedUpload(4).times.endedAtMs ?? 0) + 30 * 24 * 3_600_000, 10),
      ).toBe(2);
      expect([...store.history.all()].map(({ name }) => name)).toEqual(['document 2.pdf', 'document 4.pdf']);
    });
    withStore(folder.path, (store) =>
      expect(store.load().map(({ name }) => name)).toEqual(['document 2.pdf', 'document 0.pdf']),
    );
  });
});

describe('hoist history', () => {
  const odd = [
    '=HYPERLINK("x").pdf',
    '+1.pdf',
    '-1.pdf',
    '@x.pdf',
    'comma, "quote".pdf',
    'line\r\nbreak.pdf',
    ' =1.pdf',
  ];

  async function withOdd(): Promise<CrashRun> {
    const run = await CrashRun.start();
    withStore(run.folder.at('data'), (store) => {
      store.save(odd.map((name, n) => storedUpload(n, { name, path: `/${name}` })));
    });
    return run;
  }

  it('prints CSV that reads back as it was, with no formula in it', async () => {
    await using run = await withOdd();
    const { stdout, stderr, exitCode } = await run.run(['history', '--csv']);
    expect([stderr, exitCode]).toEqual(['', 0]);
    const [header = [], ...rows] = parseCsv(stdout);
    expect(header.slice(0, 3)).toEqual(['path', 'name', 'size_bytes']);
    expect(new Set(rows.map((row) => row.length))).toEqual(new Set([header.length]));
    const names = rows.map((row) => row[1]);
    expect(names).toEqual(odd.map((name) => (/^[=+\-@]/.test(name) ? `'${name}` : name)));
    for (const cell of rows.flat()) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
  });

  it('prints an object a line with --json, as it was', async () => {
    await using run = await withOdd();
    const { stdout } = await run.run(['history', '--json']);
    const receipts = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(receipts.map(({ name }) => name)).toEqual(odd);
    expect(receipts[0]).toEqual({
      path: `/${odd[0]}`,
      name: odd[0],
      size_bytes: 1000,
      sha256: hashOf(0),
      file_id: 'id-0',
      outcome: 'ready',
      reason: null,
      retention: 'keep',
      destination: 'user@http://127.0.0.1:1',
      added_at: '1970-01-01T00:00:00.000Z',
      signed_at: '1970-01-01T00:00:00.001Z',
      sent_at: '1970-01-01T00:00:00.002Z',
      ended_at: '1970-01-01T00:00:00.003Z',
      earlier_file_id: null,
      made_from: null,
      original_sha256: null,
      way: null,
      part: null,
      parts: null,
    });
  });

  it('prints no control character to a person, and finds what is searched for', async () => {
    await using run = await withOdd();
    const { stdout } = await run.run(['history']);
    expect(stdout.split('\n')).toHaveLength(odd.length + 1);
    expect(stdout).not.toContain('\r');
    const found = await run.run(['history', '--json', '--search', 'COMMA']);
    expect(found.lines().map(({ name }) => name)).toEqual(['comma, "quote".pdf']);
    const none = await run.run(['history', '--search', 'nothing like it']);
    expect([none.exitCode, none.stdout]).toEqual([0, '']);
  });

  it('refuses --json and --csv at once with 2', async () => {
    await using run = await CrashRun.start();
    expect((await run.run(['history', '--json', '--csv'])).exitCode).toBe(2);
  });
});

describe('100,000 receipts', () => {
  const COUNT = 100_000;

  it('are found, counted and looked up by an index where it matters', async () => {
    await using folder = await tempFolder();
    withStore(folder.path, (store) => {
      const all = Array.from({ length: COUNT }, (_, n) => storedUpload(n));
      store.save(all);
      store.remove(all.map(({ id }) => id));
    });
    const { prepare } = DatabaseSync.prototype;
    const asked = new Set<string>();
    DatabaseSync.prototype.prepare = function (this: DatabaseSync, sql, ...rest) {
      asked.add(sql);
      return prepare.call(this, sql, ...rest);
    };
    try {
      withStore(folder.path, (store) => {
        expect(store.load()).toEqual([]);
        asked.clear();
        expect(store.history.count()).toBe(COUNT);
        const { next } = store.history.page(EVERYTHING, null, 50);
        expect(store.history.page(EVERYTHING, next, 50).uploads).toHaveLength(50);
        const search = { ...EVERYTHING, search: hashOf(777) };
        expect(store.history.count(search)).toBe(1);
        const startedMs = performance.now();
        expect(store.history.page({ ...EVERYTHING, search: 'no such name' }, null, 50).uploads).toEqual([]);
        console.log(`${COUNT} receipts searched in ${Math.round(performance.now() - startedMs)} ms`);
        const countedMs = performance.now();
        const days = Array.from({ length: 30 }, (_, day) => ({
          startMs: day * 3_400_000,
          endMs: (day + 1) * 3_400_000,
        }));
        const counts = store.history.days(days, []);
        expect(counts.reduce((sum, { ready, failed }) => sum + ready + failed, 0)).toBe(COUNT);
        console.log(`${COUNT} receipts counted by day in ${Math.round(performance.now() - countedMs)} ms`);
        const content = {
          sha256: hashOf(777),
          destination: 'user@http://127.0.0.1:1',
          retention: 'keep',
        } as const;
        expect(store.readyContent(content, 1)[0]?.fileId).toBe('id-777');
        expect(store.history.forgetOlderThan(365, 0, 10)).toBe(0);
      });
    } finally {
      DatabaseSync.prototype.prepare = prepare;
    }
    const db = new DatabaseSync(folder.at('hoist.db'), { readOnly: true });
    const plans = [...asked].filter((sql) => /\buploads\b/.test(sql)).map((sql) => planOf(db, sql));
    db.close();
    expect(plans).toHaveLength(8);
    // The number of all receipts, and the days.
    expect(plans.filter((plan) => plan.includes('COVERING INDEX uploads_by_day'))).toHaveLength(2);
    for (const plan of plans) expect(plan).toMatch(/USING (COVERING )?INDEX/);
    expect(plans.filter((plan) => plan.includes('uploads_by_content'))).toHaveLength(1);
    // A page of the history is read in its order, not sorted out of all rows.
    for (const plan of plans.filter((text) => text.includes('uploads_history')))
      expect(plan).not.toContain('TEMP B-TREE');
  });
});

function planOf(db: DatabaseSync, sql: string): string {
  const values = Array.from(sql.matchAll(/\?/g), () => 'x');
  const rows = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values);
  return rows.map((row) => String(row['detail'])).join('; ');
}

/** RFC 4180, quotes and line breaks within them included. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    row.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end !== '\r\n') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}
