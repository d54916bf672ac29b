/**
 * The main process dies by SIGKILL at each write and at each step of one upload in turn. All deaths of a test share a
 * data folder: each start mends what the death before it left, and then drops a file and dies at the next point.
 */
import { AppLives } from '../support/crash/app-lives.ts';
import { DIE_MODULE } from '../support/crash/terminal.ts';
import { proxiedApi } from '../support/fault-proxy/proxied-api.ts';
import type { Moment } from '../support/fault-proxy/toxics.ts';
import { expect, test } from '../support/hoist-test.ts';

test.describe.configure({ mode: 'parallel' });

for (const when of ['before', 'after'] as const) {
  test(`the app dies ${when} each write of an upload: every file becomes ready, stored once`, async ({
    launch,
    folder,
  }) => {
    await using way = await proxiedApi({ processingMs: 0 });
    const lives = new AppLives(way, folder, launch);
    let points = 0;
    for (;;) {
      const point = points + 1;
      const env = (path: string) => ({
        HOIST_TEST_DIE: `${when}:${point}`,
        HOIST_TEST_DIE_FROM: path,
      });
      const life = await lives.next({ env, preload: [DIE_MODULE] });
      if (!(await lives.diesWith(life))) {
        await life.app.kill();
        break;
      }
      points = point;
    }
    console.log(`died ${when} each of ${points} writes`);
    // Taken in, identified, signed, sent and ready; and two calls, each with its start and its answer.
    expect(points).toBeGreaterThanOrEqual(9);
    await lives.end();
  });
}

test('the app dies at each moment of each request: every file becomes ready, stored once', async ({
  launch,
  folder,
}) => {
  await using way = await proxiedApi({ processingMs: 0 });
  const lives = new AppLives(way, folder, launch);
  for (const step of ['sign', 'put', 'status'] as const) {
    for (const at of ['arrival', 'middle', 'answer'] satisfies Moment[]) {
      const life = await lives.next();
      way.proxy.toxics[step].push({ kind: 'halt', at, act: () => void life.app.kill() });
      expect(await lives.diesWith(life), `${step}, ${at}`).toBe(true);
    }
  }
  await lives.end();
});
