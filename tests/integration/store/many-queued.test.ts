import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { destinationOf } from '../../../main/core/model/connection-settings.ts';
import { CrashRun } from '../../support/crash/crash-run.ts';
import { withStore } from '../../support/store/stored.ts';
import { until } from '../../support/until.ts';

const COUNT = 10_000;
const FILL = resolve(import.meta.dirname, '../../support/store/fill-and-die.ts');

it('10,000 queued uploads survive a kill, and the next start goes on with them', async () => {
  await using run = await CrashRun.start();
  const { api, proxy } = run.way;
  const documents = run.folder.at('documents');
  mkdirSync(documents);
  for (let n = 0; n < COUNT; n += 1) writeFileSync(`${documents}/document ${n}.txt`, `text ${n}`);
  const data = run.folder.at('data');
  const filling = spawn(process.execPath, [FILL, data, documents, destinationOf(api.settings)], {
    stdio: 'inherit',
  });
  expect(await once(filling, 'exit')).toEqual([null, 'SIGKILL']);

  const startMs = performance.now();
  const terminal = run.terminal(['resume', '--json']);
  await until('the first call', () => proxy.passages.length > 0);
  const tookMs = performance.now() - startMs;
  console.log(`${COUNT} queued uploads: first call ${Math.round(tookMs)} ms after the start of the process`);
  await until('some are ready', () => terminal.output.stdout.includes('"ready"'));
  await terminal.kill();

  withStore(data, (store) => {
    expect(store.notice).toBe(null);
    const uploads = store.load();
    expect(uploads).toHaveLength(COUNT);
    expect(new Set(uploads.map(({ path }) => path)).size).toBe(COUNT);
    expect(uploads.filter(({ state }) => state.stage === 'failed')).toEqual([]);
    expect(uploads.filter(({ state }) => state.stage === 'ready').length).toBeGreaterThan(0);
  });
});
