import { readdir, readFile, writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { CrashRun, everyPoint } from '../../support/crash/crash-run.ts';
import { askedTooEarly, overspent, violationsOfKilled } from '../../support/crash/ledger.ts';
import { DIE_MODULE } from '../../support/crash/terminal.ts';

/** Processes at once; they wait for the server most of the time. */
const AT_ONCE = 3;

const ORDERS = `id,text\n${Array.from({ length: 900 }, (_, n) => `row ${n},"a ""quoted""\nvalue"\n`).join('')}`;

/** A table that is too large for the server, and is sent in two parts. */
async function startedRun(): Promise<CrashRun> {
  const run = await CrashRun.start({ processingMs: 0, maxSizeBytes: 16_000 });
  run.paths.push(run.folder.at('orders.csv'));
  await writeFile(run.folder.at('orders.csv'), ORDERS);
  return run;
}

/** The contents that were stored under each name. */
const storedIn = ({ way }: CrashRun) => [...way.api.storedByName()].sort(([a], [b]) => a.localeCompare(b));

const upload = ({ paths }: CrashRun) => ['upload', '--convert', 'text', '--json', ...paths];

async function derivedFilesOf(run: CrashRun): Promise<string[]> {
  return readdir(run.folder.at('data/derived'), { recursive: true }).catch(() => []);
}

it('the terminal dies by SIGKILL at each step of a conversion, and nothing is lost or sent twice', async () => {
  await using unharmed = await startedRun();
  expect((await unharmed.run(upload(unharmed))).exitCode).toBe(0);
  const meant = storedIn(unharmed);
  expect(meant.map(([name]) => name)).toEqual(['orders (part 1 of 2).csv', 'orders (part 2 of 2).csv']);

  const points = await everyPoint(AT_ONCE, async (point) => {
    await using run = await startedRun();
    const env = {
      HOIST_TEST_DIE: `after:${point}`,
      HOIST_TEST_DIE_FILES: run.folder.at('data/derived'),
    };
    const died = await run.run(upload(run), { preload: [DIE_MODULE], env });
    expect([died.stderr, died.signal ?? died.exitCode]).toEqual(['', died.signal === null ? 0 : 'SIGKILL']);

    const resumed = await run.run(['resume', '--json']);
    expect([resumed.exitCode, resumed.stderr, resumed.stdout]).toEqual([0, '', expect.anything()]);
    // Where it died before it had taken the file in, it has to be named again.
    if (run.receipts().length === 0) {
      const named = await run.run(upload(run));
      expect([named.exitCode, named.stderr]).toEqual([0, '']);
    }

    expect(storedIn(run)).toEqual(meant);
    const receipts = run.receipts();
    expect(receipts.filter(({ outcome }) => !outcome.startsWith('ready'))).toEqual([]);
    expect(await derivedFilesOf(run)).toEqual([]);
    expect(await readFile(run.folder.at('orders.csv'), 'utf8')).toBe(ORDERS);
    expect(askedTooEarly(run.way.proxy, run.startsMs)).toEqual([]);
    expect(overspent(run.way.proxy.passages)).toEqual([]);
    expect(violationsOfKilled(run.way.api)).toEqual([]);
    return died.signal === 'SIGKILL';
  });
  console.log(`died at each of ${points} steps of a conversion`);
  expect(points).toBeGreaterThan(25);
});
