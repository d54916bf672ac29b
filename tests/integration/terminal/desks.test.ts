import { mkdir } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { StrictApi } from '../../support/strict-api/strict-api.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { Terminal } from '../../support/terminal.ts';
import { writeRandom } from '../../support/uploads.ts';

const DESKS = 4;
const FILES = 12;
/** Of the key that all share. None of them knows of the others. */
const LIMITS = { perSecond: 10, perMinute: 300 };

it('desks that share a key have all their files ready, each stored once', async () => {
  await using folder = await tempFolder();
  await using api = await StrictApi.start({ processingMs: 300, limits: LIMITS });
  const env = { HOIST_RATE_RPS: `${LIMITS.perSecond}`, HOIST_RATE_RPM: `${LIMITS.perMinute}` };
  const startedMs = performance.now();
  const desks = await Promise.all(
    Array.from({ length: DESKS }, async (_, desk) => {
      const path = folder.at(`desk-${desk}`);
      await mkdir(path);
      for (let n = 0; n < FILES; n += 1) await writeRandom(`${path}/file-${desk}-${n}.txt`, 500);
      await using terminal = new Terminal(['upload', '--json', path], { settings: api.settings, env });
      const exit = await terminal.ended();
      const doneS = Math.round((performance.now() - startedMs) / 1000);
      return { exit, summary: terminal.objects.at(-1), doneS };
    }),
  );
  for (const { exit, summary } of desks) {
    expect([exit, summary]).toEqual([0, { event: 'summary', ready: FILES, failed: 0, skipped: 0 }]);
  }
  expect(api.storedByName().size).toBe(DESKS * FILES);
  expect([...api.files.values()].filter(({ stored }) => stored !== 1)).toEqual([]);
  expect(api.violations).toEqual([]);
  const done = desks.map(({ doneS }) => `${doneS} s`).join(', ');
  console.log(
    `${api.refusedCalls} of ${api.calls.length} calls were refused; the desks were done after ${done}`,
  );
});
