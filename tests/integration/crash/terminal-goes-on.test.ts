import { rename } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { CrashRun } from '../../support/crash/crash-run.ts';
import { apiError } from '../../support/strict-api/faults.ts';
import { until } from '../../support/until.ts';

describe.concurrent('what a terminal leaves', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('on %s is kept, said, and goes on with resume', async (signal, code) => {
    await using run = await CrashRun.start();
    await run.addThreeFiles();
    // The first file comes through; the others wait for an answer when the signal comes.
    run.way.proxy.otherwise = (step) => (step === 'put' ? { kind: 'blackhole' } : { kind: 'none' });
    const terminal = run.terminal(['upload', ...run.paths]);
    await until('PUTs are on the wire', () => run.way.proxy.count('put') === 2);
    terminal.child.kill(signal);
    expect((await terminal.ended).exitCode).toBe(code);
    expect(terminal.output.stdout).toBe(
      '0 ready, 0 failed, 0 skipped; 3 left, “hoist resume” continues with them\n',
    );
    run.way.proxy.otherwise = () => ({ kind: 'none' });
    const resumed = await run.run(['resume', '--json']);
    expect(resumed.exitCode).toBe(0);
    expect(resumed.lines().filter(({ event }) => event === 'ready')).toHaveLength(3);
    await run.expectAllReadyOnce();
    expect(run.receipts()).toHaveLength(3);
  });

  it('is nothing once all has ended: resume says so and ends with 0, and asks nobody', async () => {
    await using run = await CrashRun.start();
    await run.addFile('one.txt', 100);
    expect((await run.run(['upload', '--json', ...run.paths])).exitCode).toBe(0);
    const asked = run.way.proxy.passages.length;
    const resumed = await run.run(['resume', '--json']);
    expect([resumed.exitCode, resumed.lines()]).toEqual([
      0,
      [{ event: 'summary', ready: 0, failed: 0, skipped: 0 }],
    ]);
    expect(run.way.proxy.passages).toHaveLength(asked);
  });

  it('for another user stays, and is told of', async () => {
    await using run = await CrashRun.start();
    await run.addFile('one.txt', 100);
    run.way.proxy.otherwise = () => ({ kind: 'blackhole' });
    const terminal = run.terminal(['upload', ...run.paths]);
    await until('the first call is out', () => run.way.proxy.passages.length === 1);
    await terminal.kill();
    run.way.proxy.otherwise = () => ({ kind: 'none' });
    const settings = { ...run.way.api.settings, userId: '11111111-2222-4333-8444-555555555555' };
    const other = await run.run(['resume'], { settings });
    expect(other.exitCode).toBe(0);
    expect(other.stderr).toContain(`1 more wait for user ${run.way.api.settings.userId.slice(0, 8)}…`);
    expect((await run.run(['resume'])).exitCode).toBe(0);
    await run.expectAllReadyOnce();
  });
});

describe.concurrent('bytes that the system still sends for a dead terminal', () => {
  it('are waited for, and not sent once more', async () => {
    await using run = await CrashRun.start();
    await run.addFile('large.pdf', 3_000_000);
    const { proxy } = run.way;
    // Slow behind the sockets' buffers, which take all of it at once.
    proxy.toxics.put.push({ kind: 'bandwidth', bytesPerSecond: 1_200_000 });
    const terminal = run.terminal(['upload', '--json', ...run.paths]);
    await until('the PUT has begun', () => proxy.count('put') === 1);
    await sleep(300);
    await terminal.kill();
    expect((await run.run(['resume', '--json'])).exitCode).toBe(0);
    await run.expectAllReadyOnce();
  });
});

describe.concurrent('naming files again', () => {
  it('that are pending joins them', async () => {
    await using run = await CrashRun.start();
    await run.addThreeFiles();
    run.way.proxy.otherwise = (step) => (step === 'sign' ? { kind: 'blackhole' } : { kind: 'none' });
    const terminal = run.terminal(['upload', ...run.paths]);
    await until('a call is out', () => run.way.proxy.count('sign') > 0);
    await terminal.kill();
    run.way.proxy.otherwise = () => ({ kind: 'none' });
    const again = await run.run(['upload', '--json', ...run.paths]);
    expect(again.lines().at(-1)).toEqual({ event: 'summary', ready: 3, failed: 0, skipped: 0 });
    await run.expectAllReadyOnce();
    expect(run.receipts()).toHaveLength(3);
  });

  it('that are ready sends nothing, and gives their ids', async () => {
    await using run = await CrashRun.start();
    await run.addThreeFiles();
    const first = await run.run(['upload', '--json', ...run.paths]);
    const { proxy } = run.way;
    const before = { sign: proxy.count('sign'), put: proxy.count('put') };
    const again = await run.run(['upload', '--json', ...run.paths]);
    const ids = (lines: readonly object[]) => lines.map((line) => JSON.stringify(line)).sort();
    expect(ids(again.lines())).toEqual(ids(first.lines()));
    expect({ sign: proxy.count('sign'), put: proxy.count('put') }).toEqual(before);
    const shown = await run.run(['upload', ...run.paths]);
    expect(shown.stdout.match(/already uploaded on \d{4}-\d\d-\d\d/g)).toHaveLength(3);
    await run.expectAllReadyOnce();
  });

  it('that are ready and were moved sends nothing either; one that the server lost is sent', async () => {
    await using run = await CrashRun.start();
    const path = await run.addFile('one.txt', 5000);
    await run.run(['upload', ...run.paths]);
    await rename(path, run.folder.at('moved.txt'));
    const moved = await run.run(['upload', '--json', run.folder.at('moved.txt')]);
    expect(moved.exitCode).toBe(0);
    expect(run.way.proxy.count('put')).toBe(1);
    run.way.api.files.clear();
    const lost = await run.run(['upload', '--json', run.folder.at('moved.txt')]);
    expect(lost.exitCode).toBe(0);
    expect(run.way.proxy.count('put')).toBe(2);
    const [fileId] = run.way.api.files.keys();
    expect(lost.lines()[0]).toMatchObject({ event: 'ready', file_id: fileId });
  });

  it('that are ready sends nothing where the server is at odds with itself about them for a while', async () => {
    await using run = await CrashRun.start();
    await run.addFile('one.txt', 5000);
    await run.run(['upload', ...run.paths]);
    const { api, proxy } = run.way;
    const lost = apiError(404, 'attachment_document_does_not_exist');
    api.faults.status.push(apiError(409, 'conflict'), apiError(500, 'internal_server_error'), lost);
    const again = await run.run(['upload', '--json', ...run.paths]);
    expect(again.exitCode).toBe(0);
    expect(proxy.count('put')).toBe(1);
    await run.expectAllReadyOnce();
  });

  it('for another length of stay is another upload', async () => {
    await using run = await CrashRun.start();
    await run.addFile('one.txt', 5000);
    await run.run(['upload', ...run.paths]);
    expect((await run.run(['upload', '--temporary', ...run.paths])).exitCode).toBe(0);
    expect([...run.way.api.files.values()].map(({ persist }) => persist)).toEqual([true, false]);
  });
});

describe.concurrent('a data folder in use', () => {
  it('is left alone by a resume beside it, which says so and ends with 2; a killed one blocks nobody', async () => {
    await using run = await CrashRun.start();
    await run.addFile('one.txt', 100);
    run.way.proxy.otherwise = () => ({ kind: 'blackhole' });
    const holder = run.terminal(['upload', ...run.paths]);
    await until('it has begun', () => run.way.proxy.passages.length === 1);
    const second = await run.run(['resume']);
    const said = `Hoist is already running with the data folder ${run.folder.at('data')} (process ${holder.child.pid}). If it is the app, it continues with what was left. Otherwise wait until it has ended, or quit it.\n`;
    expect([second.exitCode, second.stdout, second.stderr]).toEqual([2, '', said]);
    expect(run.way.proxy.passages).toHaveLength(1);
    await holder.kill();
    run.way.proxy.otherwise = () => ({ kind: 'none' });
    expect((await run.run(['resume'])).exitCode).toBe(0);
    await run.expectAllReadyOnce();
  });

  it('of five that start at the same moment is had by one, who sends for all', async () => {
    await using run = await CrashRun.start();
    await run.addFile('one.txt', 100);
    run.way.api.faults.put.push({ kind: 'delay', ms: 2000 });
    const all = await Promise.all(Array.from({ length: 5 }, () => run.run(['upload', ...run.paths])));
    expect(all.map(({ exitCode }) => exitCode)).toEqual(Array(5).fill(0));
    expect(run.way.api.count('put')).toBe(1);
    await run.expectAllReadyOnce();
  });
});
