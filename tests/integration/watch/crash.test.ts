import { mkdir, readdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { CrashRun, everyPoint } from '../../support/crash/crash-run.ts';
import { oneOf, seeded } from '../../support/crash/random.ts';
import { DIE_MODULE } from '../../support/crash/terminal.ts';
import { writeRandom } from '../../support/uploads.ts';

const SEED = Number(process.env['HOIST_TEST_SEED'] ?? 20261123);
/** Processes at once; they wait for the server most of the time. */
const AT_ONCE = 6;

/** How often each content is at the storage, the rarest and the most frequent. */
function timesStored({ way }: CrashRun): number[] {
  const times = new Map<string, number>();
  for (const { sha256, stored } of way.api.files.values()) {
    if (sha256 !== null) times.set(sha256, (times.get(sha256) ?? 0) + stored);
  }
  return [...times.values()];
}

describe.concurrent('a watching terminal that dies by SIGKILL', () => {
  it('at each of its writes has lost nothing, sent nothing twice and overwritten nothing', async () => {
    const points = await everyPoint(AT_ONCE, async (point) => {
      await using run = await CrashRun.start();
      await mkdir(run.folder.at('in'));
      await mkdir(run.folder.at('done'));
      const sent = await writeRandom(run.folder.at('in/a.txt'), 300);
      await writeRandom(run.folder.at('done/a.txt'), 200);
      const after = `move:${run.folder.at('done')}`;
      const args = ['watch', '--once', '--json', '--still', '0.25', '--after', after, run.folder.at('in')];
      const env = { HOIST_TEST_DIE: `${point % 2 === 0 ? 'before' : 'after'}:${point}` };
      const died = await run.run(args, { preload: [DIE_MODULE], env });
      expect([died.stderr, died.signal ?? died.exitCode]).toEqual(['', died.signal === null ? 0 : 'SIGKILL']);
      const again = await run.run(args);
      expect([again.stderr, again.exitCode]).toEqual(['', 0]);
      expect(timesStored(run)).toEqual([1]);
      expect(await readdir(run.folder.at('in')), sent).toEqual([]);
      expect((await readdir(run.folder.at('done'))).sort()).toEqual(['a (2).txt', 'a.txt']);
      return died.signal === 'SIGKILL';
    });
    console.log(`died at each of ${points} writes`);
    expect(points).toBeGreaterThan(12);
  });

  it('again and again while files arrive sends each of them once', async () => {
    await using run = await CrashRun.start();
    const random = seeded(SEED);
    await mkdir(run.folder.at('in'));
    const args = ['watch', '--json', '--still', '0.25', run.folder.at('in')];
    let files = 0;
    for (let kill = 0; kill < 4; kill += 1) {
      const terminal = run.terminal(args);
      const untilMs = Date.now() + 1200 + random() * 1200;
      while (Date.now() < untilMs) {
        const name = oneOf(random, `in/${files}.txt`, `in/${files}.pdf`);
        await writeRandom(run.folder.at(name), 100 + Math.floor(random() * 90_000));
        files += 1;
        await sleep(random() * 500);
      }
      await terminal.kill();
    }
    const rest = await run.run([...args, '--once']);
    expect([rest.stderr, rest.exitCode]).toEqual(['', 0]);
    const stored = timesStored(run);
    console.log(`seed ${SEED}: ${files} files, 4 kills`);
    expect([stored.length, ...new Set(stored)]).toEqual([files, 1]);
  });
});
