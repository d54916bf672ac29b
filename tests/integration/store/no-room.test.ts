import { chmod, chown, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { Engine } from '../../../main/core/engine.ts';
import { SqliteStore } from '../../../main/core/store/sqlite-store.ts';
import { CrashRun } from '../../support/crash/crash-run.ts';
import { smallDisk } from '../../support/store/small-disk.ts';
import { withStore } from '../../support/store/stored.ts';
import { until } from '../../support/until.ts';

const FULL = 'The disk is full, so Hoist cannot save its list of uploads.';
const FORBIDDEN = 'Hoist may not write to its data folder, so it cannot keep its list of uploads.';
const NO_STACK = /^(?!.*\n {4}at )/s;

describe.concurrent('a terminal whose disk is full', () => {
  it('from the start says so and sends nothing; with room it goes on', async () => {
    await using run = await CrashRun.start();
    await using disk = await smallDisk();
    await run.addThreeFiles();
    const { dataDir, preload, env } = disk;
    disk.fill();
    const full = await run.run(['upload', '--json', ...run.paths], { dataDir, preload, env });
    expect(full.stderr).toContain(FULL);
    expect(full.stderr).toMatch(NO_STACK);
    expect([1, 2]).toContain(full.exitCode);
    expect(run.way.proxy.passages).toEqual([]);
    disk.free();
    const room = await run.run(['upload', '--json', ...run.paths], { dataDir, preload, env });
    expect([room.stderr, room.exitCode]).toEqual(['', 0]);
    await run.expectAllReadyOnce(dataDir);
  });

  it('when files are taken in says so and sends nothing', async () => {
    await using run = await CrashRun.start();
    await using disk = await smallDisk();
    await run.addThreeFiles();
    const { dataDir, preload, env } = disk;
    await run.run(['history'], { dataDir, preload, env });
    disk.fill();
    const full = await run.run(['upload', '--json', ...run.paths], { dataDir, preload, env });
    expect(full.stderr).toContain(FULL);
    expect(full.stderr).toMatch(NO_STACK);
    expect([1, 2]).toContain(full.exitCode);
    expect(run.way.proxy.passages).toEqual([]);
    disk.free();
    expect((await run.run(['upload', ...run.paths], { dataDir, preload, env })).exitCode).toBe(0);
    await run.expectAllReadyOnce(dataDir);
  });

  it.each(['sign', 'put', 'status'] as const)(
    'during a %s ends with 1, says so and loses nothing; with room, resume goes on',
    async (during) => {
      await using run = await CrashRun.start();
      await using disk = await smallDisk();
      await run.addThreeFiles();
      const { dataDir, preload, env } = disk;
      const { proxy } = run.way;
      proxy.otherwise = (step) => {
        if (step === during) disk.fill();
        return { kind: 'none' };
      };
      const full = await run.run(['upload', '--json', ...run.paths], { dataDir, preload, env });
      expect(full.stderr).toContain(FULL);
      expect(full.stderr).toMatch(NO_STACK);
      expect(full.exitCode).toBe(1);
      expect(full.lines().filter(({ event }) => event === 'failed')).toEqual([]);
      proxy.otherwise = () => ({ kind: 'none' });
      disk.free();
      const resumed = await run.run(['resume', '--json'], { dataDir, preload, env });
      expect([resumed.stderr, resumed.exitCode]).toEqual(['', 0]);
      await run.expectAllReadyOnce(dataDir);
    },
  );
});

describe.concurrent('an engine whose disk is full', () => {
  it.each(['sign', 'put', 'status'] as const)(
    'during a %s stops and says so; with room it goes on by itself, and nothing was lost or sent twice',
    async (during) => {
      await using run = await CrashRun.start();
      await using disk = await smallDisk();
      await run.addThreeFiles();
      const { api, proxy } = run.way;
      Object.assign(process.env, disk.env);
      for (const module of disk.preload) await import(module);
      const store = new SqliteStore(disk.dataDir, Date.now());
      const engine = new Engine({ store });
      try {
        run.begins();
        await engine.connect(api.settings);
        proxy.otherwise = (step) => {
          if (step === during) disk.fill();
          return { kind: 'none' };
        };
        // All are taken in before the first call.
        engine.queue.pause();
        await engine.add({ paths: run.paths, retention: 'keep', conversionRule: 'ask' });
        engine.queue.resume();
        await until('it stops', () => engine.queue.status.kind === 'disk');
        expect(engine.queue.status).toEqual({ kind: 'disk', code: 'disk_full' });
        // What was on the wire comes to its end; then nothing is asked while nothing can be kept.
        await sleep(300);
        const asked = proxy.passages.length;
        await sleep(1500);
        expect(proxy.passages).toHaveLength(asked);
        await expect(
          engine.add({ paths: [run.folder.at('small.txt')], retention: 'temporary', conversionRule: 'ask' }),
        ).rejects.toThrow(FULL);
        proxy.otherwise = () => ({ kind: 'none' });
        run.begins();
        disk.free();
        await until('it goes on', () => engine.queue.idle && engine.queue.status.kind === 'open');
        expect([...engine.queue.uploads.all()].map(({ state }) => state.stage)).toEqual([
          'ready',
          'ready',
          'ready',
        ]);
      } finally {
        await engine.close();
        store.close();
      }
      await run.expectAllReadyOnce(disk.dataDir);
    },
  );
});

/** Root may write everywhere, so as root Hoist gives its rights up. */
const asRoot = process.getuid?.() === 0;
const asNobody = asRoot ? [resolve(import.meta.dirname, '../../support/store/become-nobody.ts')] : [];
const ROOT = 0;
const NOBODY = 65534;

/** Hoist takes no data folder of another user, so the folder goes to whom Hoist runs as. */
async function giveTo(uid: number, folder: string): Promise<void> {
  if (!asRoot) return;
  for (const name of await readdir(folder)) await chown(join(folder, name), uid, uid);
  await chown(folder, uid, uid);
}

describe.concurrent('a data folder that cannot be written', () => {
  it('and is not there yet: that is said, with the folder', async () => {
    await using run = await CrashRun.start();
    await run.addFile('one.txt', 100);
    await chmod(run.folder.path, 0o555);
    const dataDir = run.folder.at('data');
    const refused = await run.run(['upload', ...run.paths], { dataDir, preload: asNobody });
    await chmod(run.folder.path, 0o700);
    expect([refused.exitCode, refused.stdout, refused.stderr]).toEqual([2, '', `${dataDir}: ${FORBIDDEN}\n`]);
    expect(run.way.proxy.passages).toEqual([]);
    expect((await run.run(['upload', ...run.paths])).exitCode).toBe(0);
    await run.expectAllReadyOnce();
  });

  it('with a list in it: that is said, the list is not touched, and goes on once it can be', async () => {
    await using run = await CrashRun.start();
    await run.addThreeFiles();
    run.way.proxy.otherwise = (step) => (step === 'sign' ? { kind: 'blackhole' } : { kind: 'none' });
    const terminal = run.terminal(['upload', ...run.paths]);
    await until('it has begun', () => run.way.proxy.count('sign') > 0);
    terminal.child.kill('SIGTERM');
    await terminal.ended;
    run.way.proxy.otherwise = () => ({ kind: 'none' });
    const dataDir = run.folder.at('data');
    const path = run.folder.at('data/hoist.db');
    const before = await readFile(path);
    await giveTo(NOBODY, dataDir);
    await chmod(path, 0o444);
    await chmod(dataDir, 0o500);
    await chmod(run.folder.path, 0o755);
    const asked = run.way.proxy.passages.length;
    const refused = await run.run(['resume'], { preload: asNobody });
    expect([refused.exitCode, refused.stdout, refused.stderr]).toEqual([2, '', `${dataDir}: ${FORBIDDEN}\n`]);
    // To read needs no right to write.
    const history = await run.run(['history'], { preload: asNobody });
    expect([history.exitCode, history.stdout, history.stderr]).toEqual([0, '', '']);
    expect(run.way.proxy.passages).toHaveLength(asked);
    await giveTo(ROOT, dataDir);
    await chmod(dataDir, 0o700);
    await chmod(path, 0o600);
    expect((await readFile(path)).equals(before)).toBe(true);
    expect((await run.run(['resume'])).exitCode).toBe(0);
    await run.expectAllReadyOnce();
  });

  it('since it is a file: that is said', async () => {
    await using run = await CrashRun.start();
    await run.addFile('one.txt', 100);
    const dataDir = run.folder.at('file');
    await writeFile(dataDir, 'no folder');
    const refused = await run.run(['upload', ...run.paths], { dataDir });
    expect(refused.exitCode).toBe(2);
    expect(refused.stderr).toContain(`${dataDir}: `);
    expect(refused.stderr).toMatch(NO_STACK);
    expect(withStore(run.folder.at('data'), (store) => store.load())).toEqual([]);
  });
});
