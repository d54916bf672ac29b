import { link, mkdir, open, readdir, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../main/core/util/clock.ts';
import { until } from '../../support/until.ts';
import { writeRandom } from '../../support/uploads.ts';
import { WatchRun } from '../../support/watching.ts';

describe.concurrent('a file that arrives', () => {
  it('slowly is sent once, when it is whole; until then it is seen', async () => {
    await using run = await WatchRun.start();
    const slow = await open(run.in('slow.pdf'), 'w');
    for (let part = 0; part < 12; part += 1) {
      await slow.write(Buffer.alloc(20_000, part));
      await sleep(100);
    }
    expect(run.view.waiting.first).toMatchObject([{ path: run.in('slow.pdf'), why: 'still-written' }]);
    expect(run.api.calls).toEqual([]);
    await slow.close();
    await run.ready(1);
    await run.expectStored([run.in('slow.pdf')]);
  });

  it('is not sent as long as a program has it open for writing', async () => {
    await using run = await WatchRun.start();
    const paused = await open(run.in('paused.txt'), 'w');
    await paused.write('one ');
    await until('it is seen', () => run.view.waiting.first[0]?.why === 'open-elsewhere');
    await sleep(500);
    expect(run.api.calls).toEqual([]);
    await paused.write('two');
    await paused.close();
    await run.ready(1);
    await run.expectStored([run.in('paused.txt')]);
  });

  it('under another name, or hidden, as long as it is not whole is left until it has its name', async () => {
    await using run = await WatchRun.start();
    const unfinished = ['a.pdf.part', 'b.pdf.crdownload', '.c.pdf', '~$d.pdf', 'e.pdf.tmp'];
    for (const name of unfinished) await writeRandom(run.in(name), 5000);
    await run.looked();
    expect([run.view.waiting.total, run.view.skipped.total, run.api.calls]).toEqual([0, 0, []]);
    const whole = unfinished.map((name, n) => [run.in(name), run.in(`whole ${n}.pdf`)] as const);
    for (const [before, after] of whole) await rename(before, after);
    await run.ready(5);
    await run.expectStored(whole.map(([, after]) => after));
  });

  it('empty at first is sent when it is written', async () => {
    await using run = await WatchRun.start();
    await writeFile(run.in('a.txt'), '');
    await until('it is said', () => run.view.skipped.total === 1);
    expect(run.view.skipped.first[0]?.reason).toEqual({ code: 'empty_file' });
    await writeFile(run.in('a.txt'), 'now');
    await run.ready(1);
    await until('nothing is skipped', () => run.view.skipped.total === 0);
  });

  it('deep in a tree that comes with it, or is moved in whole, is found', async () => {
    await using run = await WatchRun.start();
    const deep = Array.from({ length: 40 }, (_, n) => `level ${n}`).join('/');
    await mkdir(run.in(deep), { recursive: true });
    await writeRandom(run.in(`${deep}/a.txt`), 100);
    await mkdir(run.folder.at('whole/sub'), { recursive: true });
    await writeRandom(run.folder.at('whole/sub/b.txt'), 100);
    await rename(run.folder.at('whole'), run.in('whole'));
    await run.ready(2);
    await run.expectStored([run.in(`${deep}/a.txt`), run.in('whole/sub/b.txt')]);
  });

  it('may have any name, in either normal form', async () => {
    await using run = await WatchRun.start();
    const odd = [
      ...['ü.txt'.normalize('NFC'), 'ü.txt'.normalize('NFD'), 'a\nb.txt', ' lead.txt', '🎉 %41 #?.txt'],
      ...['q\'uo"te.txt', '--flag.txt', '*.txt', '__proto__.txt', `${'x'.repeat(251)}.txt`, 'SHOUT.TXT'],
    ];
    for (const name of odd) await writeRandom(run.in(name), 64);
    await run.ready(odd.length);
    await run.expectStored(odd.map((name) => run.in(name)));
    expect([...run.api.storedByName().keys()].sort()).toEqual([...odd].sort());
  });

  it('by a link within the folder is sent as what it leads to; loops and links to nowhere do no harm', async () => {
    await using run = await WatchRun.create();
    await mkdir(run.in('.kept'));
    const kept = await writeRandom(run.in('.kept/kept.txt'), 100);
    const inside = await writeRandom(run.in('inside.txt'), 100);
    await symlink(run.in(''), run.in('loop'));
    await symlink(run.in('.kept'), run.in('linked'));
    await symlink(run.in('inside.txt'), run.in('also inside.txt'));
    await symlink('/nowhere', run.in('dangling.txt'));
    await run.start();
    await until('first', () => run.view.ready >= 2 && run.isQuiet);
    await run.looked();
    await run.expectStored([kept, inside]);
  });

  it('by a link that leads out of the folder is not sent, whenever and by whatever link it comes', async () => {
    await using run = await WatchRun.create();
    const beside = `${run.in('')} beside`;
    await mkdir(beside);
    const secret = await writeRandom(join(beside, 'secret.txt'), 100);
    await symlink(secret, run.in('first.txt'));
    await symlink(beside, run.in('folder'));
    await run.start();
    await until('first', () => run.view.skipped.total === 2);
    await symlink(secret, run.in('later.txt'));
    const ordinary = await writeRandom(run.in('ordinary.txt'), 100);
    await run.ready(1);
    // Taken for finished by its size and time, it has become a link by the time it is looked at.
    await writeRandom(run.in('swapped.txt'), 100);
    await until('it waits', () => run.view.waiting.total > 0);
    await rm(run.in('swapped.txt'));
    await symlink(secret, run.in('swapped.txt'));
    await until('all are told', () => run.view.skipped.total === 4);
    await run.looked();
    await run.expectStored([ordinary]);
    const reasons = run.view.skipped.first.map(({ reason }) => reason.code);
    expect(new Set(reasons)).toEqual(new Set(['link_leads_out']));
  });

  it('in a folder that is a link itself is told of as in any other', async () => {
    await using run = await WatchRun.create();
    await mkdir(run.folder.at('real'));
    await rm(run.in(''), { recursive: true });
    await symlink(run.folder.at('real'), run.in(''));
    await run.start();
    await until('it is watched', () => run.view.condition.kind === 'watching');
    await writeRandom(run.folder.at('real/a.txt'), 100);
    await until('it is told of', () => run.view.waiting.total + run.view.underWay + run.view.ready > 0);
    await run.ready(1);
    await run.expectStored([run.in('a.txt')]);
  });

  it('of a type or size that is not taken is said once, over restarts too', async () => {
    await using run = await WatchRun.start();
    await writeFile(run.in('tool.exe'), 'x');
    const said = () => run.news.filter(({ type }) => type === 'skipped').length;
    await until('it is said', () => said() === 1);
    await run.looked();
    await run.stop();
    await run.start();
    await run.looked();
    expect(said()).toBe(1);
    expect(run.view.skipped.first[0]).toMatchObject({ path: run.in('tool.exe') });
    await rm(run.in('tool.exe'));
    await run.looked();
    expect([run.view.skipped.total, run.api.calls]).toEqual([0, []]);
  });

  it('beside the patterns is not seen', async () => {
    await using run = await WatchRun.start({
      settings: { include: ['*.pdf', 'in/*.txt'], exclude: ['drafts'] },
    });
    await mkdir(run.in('drafts'));
    await mkdir(run.in('in'));
    for (const name of ['drafts/a.pdf', 'b.txt', 'c.PDF', 'in/d.txt']) await writeRandom(run.in(name), 50);
    await run.ready(2);
    await run.looked();
    await run.expectStored([run.in('c.PDF'), run.in('in/d.txt')]);
  });

  it('in a sub-folder is not seen where those are left out', async () => {
    await using run = await WatchRun.start({ settings: { recursive: false } });
    await mkdir(run.in('sub'));
    await writeRandom(run.in('sub/a.txt'), 50);
    await writeRandom(run.in('b.txt'), 50);
    await run.ready(1);
    await run.looked();
    await run.expectStored([run.in('b.txt')]);
  });

  it('while the clock is set forth and back is sent once', async () => {
    let offsetMs = 0;
    const clock = { ...systemClock, now: () => Date.now() + offsetMs };
    await using run = await WatchRun.start({ clock });
    const names = ['a.txt', 'b.txt', 'c.txt', 'd.txt'];
    for (const [index, name] of names.entries()) {
      await writeRandom(run.in(name), 80);
      offsetMs = [86_400_000, -86_400_000 * 400, 3_600_000, 0][index] ?? 0;
      await utimes(run.in(name), new Date(0), new Date(Date.now() + offsetMs));
      await sleep(300);
    }
    await run.ready(4);
    await run.looked();
    await run.expectStored(names.map((name) => run.in(name)));
  });
});

describe.concurrent('a file that was sent', () => {
  it('is not sent again for a touch, a move, another name, a copy or a restart', async () => {
    await using run = await WatchRun.start();
    await mkdir(run.in('sub'));
    const [a, b, c] = await Promise.all(
      ['a.txt', 'b.txt', 'c.txt'].map((name) => writeRandom(run.in(name), 90)),
    );
    await run.ready(3);
    const puts = run.api.count('put');
    await utimes(a ?? '', new Date(), new Date(Date.now() - 5000));
    await rename(b ?? '', run.in('sub/renamed.txt'));
    await link(c ?? '', run.in('hard.txt'));
    await run.looked();
    await run.stop();
    await rename(run.in('a.txt'), run.in('sub/moved while off.txt'));
    await run.start();
    await run.looked();
    expect([run.api.count('put'), run.view.ready, puts]).toEqual([3, 3, 3]);
    expect(run.uploads).toHaveLength(3);
    expect((await readdir(run.in(''), { recursive: true })).length).toBe(5);
  });

  it('and edited is a new version, linked to the one before', async () => {
    await using run = await WatchRun.start();
    await writeFile(run.in('a.txt'), 'one');
    await run.ready(1);
    const [first] = run.uploads;
    await writeFile(run.in('next'), 'two, saved as editors do');
    await rename(run.in('next'), run.in('a.txt'));
    await until('both', () => run.uploads.filter(({ state }) => state.stage === 'ready').length === 2);
    const [, second] = run.uploads;
    const fileId = first?.state.stage === 'ready' ? first.state.fileId : '';
    expect(second).toMatchObject({ earlierVersion: { uploadId: first?.id, fileId } });
    expect(second?.origin).toEqual({
      kind: 'watched-folder',
      folderId: run.view.folder.id,
      root: run.in(''),
    });
    expect(run.api.count('put')).toBe(2);
  });

  it('and edited while it still waits is sent once, as it is then', async () => {
    await using run = await WatchRun.start();
    run.pauseQueue();
    await writeFile(run.in('a.txt'), 'one');
    await until('it is queued', () => run.view.underWay === 1);
    await writeFile(run.in('a.txt'), 'two');
    await rename(run.in('a.txt'), run.in('b.txt'));
    await rename(run.in('b.txt'), run.in('a.txt'));
    await sleep(600);
    run.resumeQueue();
    await run.ready(1);
    await run.looked();
    await run.expectStored([run.in('a.txt')]);
    expect(run.uploads).toHaveLength(1);
  });

  it('and moved while it still waits is sent once', async () => {
    await using run = await WatchRun.start();
    run.pauseQueue();
    await writeRandom(run.in('a.txt'), 100);
    await until('it is queued', () => run.view.underWay === 1);
    await rename(run.in('a.txt'), run.in('b.txt'));
    await sleep(600);
    run.resumeQueue();
    await run.ready(1);
    await run.looked();
    await run.expectStored([run.in('b.txt')]);
    expect([run.view.failed.total, run.uploads.map(({ path }) => path)]).toEqual([0, [run.in('b.txt')]]);
  });

  it('and edited is left where the settings say so', async () => {
    await using run = await WatchRun.start({ settings: { onEdit: 'leave' } });
    await writeFile(run.in('a.txt'), 'one');
    await run.ready(1);
    await writeFile(run.in('a.txt'), 'two');
    await until('it is known', () => run.view.ready === 0 && run.isQuiet);
    await run.looked();
    expect(run.api.count('put')).toBe(1);
  });

  it('and edited waits for an answer where the settings say to ask', async () => {
    await using run = await WatchRun.start({ settings: { onEdit: 'ask' } });
    for (const name of ['a.txt', 'b.txt']) await writeFile(run.in(name), `one ${name}`);
    await run.ready(2);
    for (const name of ['a.txt', 'b.txt']) await writeFile(run.in(name), `two ${name}`);
    await until('it asks', () => run.view.edited.total === 2);
    await run.looked();
    expect(run.api.count('put')).toBe(2);
    const { id } = run.view.folder;
    run.folders.answerEdited(id, [run.in('a.txt')], 'upload');
    run.folders.answerEdited(id, [run.in('b.txt')], 'leave');
    await until('one is sent', () => run.api.count('put') === 3);
    await run.ready(1);
    await run.looked();
    expect([run.api.count('put'), run.view.edited.total]).toEqual([3, 0]);
  });
});
