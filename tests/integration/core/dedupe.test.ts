import { copyFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { fastClock } from '../../support/fast-clock.ts';
import { StrictApi } from '../../support/strict-api/strict-api.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { until } from '../../support/until.ts';
import { startEngine, uploadAll, writeRandom } from '../../support/uploads.ts';

/** A file that was sent `copies` times on purpose, and its ids at the server, the latest first. */
async function sent(copies: number) {
  const folder = await tempFolder();
  const api = await StrictApi.start({ processingMs: 0 });
  const engine = await startEngine(api, { clock: fastClock(20) });
  const path = await writeRandom(folder.at('a.pdf'), 1000);
  const [first] = await uploadAll(engine, [path]);
  for (let n = 1; n < copies; n += 1) {
    engine.queue.uploadAgain([first?.id ?? '']);
    await until('it is sent again', () => engine.queue.idle);
  }
  const ids = [...api.files.keys()].reverse();
  // Whoever asks now does so with reason.
  for (const file of api.files.values()) file.toldEnd = false;
  return {
    folder,
    api,
    engine,
    path,
    ids,
    async [Symbol.asyncDispose]() {
      await engine.close();
      await api[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
}

describe.concurrent('content that was sent several times', () => {
  it.each([0, 1, 2])(
    'is not sent once more while one of the latest three is there: %i are gone',
    async (gone) => {
      await using run = await sent(3);
      for (const id of run.ids.slice(0, gone)) run.api.files.delete(id);
      const [upload] = await uploadAll(run.engine, [run.path]);
      expect(upload?.state).toMatchObject({ stage: 'ready', fileId: run.ids[gone] });
      expect(run.api.count('put')).toBe(3);
      expect(run.api.violations).toEqual([]);
    },
  );

  it('is sent once more when the latest three are gone, and no further one is asked about', async () => {
    await using run = await sent(4);
    for (const id of run.ids.slice(0, 3)) run.api.files.delete(id);
    const before = run.api.count('status');
    const [upload] = await uploadAll(run.engine, [run.path]);
    expect(upload?.state).toMatchObject({ stage: 'ready', alreadyAtMs: null });
    expect(run.api.count('put')).toBe(5);
    // Three times about each that is gone, and about the new one.
    expect(run.api.count('status') - before).toBeGreaterThanOrEqual(10);
  });

  it('is given to all that wait for it: the copy that is there, not the latest that is gone', async () => {
    await using run = await sent(2);
    run.api.files.delete(run.ids[0] ?? '');
    const paths = [run.path, run.folder.at('b.pdf'), run.folder.at('c.pdf')];
    for (const path of paths.slice(1)) await copyFile(run.path, path);
    const uploads = await uploadAll(run.engine, paths);
    expect(uploads.map(({ state }) => 'fileId' in state && state.fileId)).toEqual(
      paths.map(() => run.ids[1]),
    );
    expect(run.api.count('put')).toBe(2);
  });
});
