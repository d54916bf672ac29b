import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DOCUMENTED_LIMITS } from '../../../main/core/rate-limit/request-limits.ts';
import { openApp } from '../app/open-app.ts';
import { listenToPatches } from '../app/patches.ts';
import { measured, neverAbove } from '../harness/finding.ts';
import type { Measurement } from '../harness/workbench.ts';
import { startApi } from '../servers/api.ts';
import { processingMsOf } from '../servers/processing-times.ts';
import { runnerName } from './app-start.ts';

/** One file after the other is dropped onto the window: how soon a person knows. */
export const appDrop: Measurement = {
  name: 'app-drop',
  title: `One file alone, dropped onto the app, on ${runnerName()}`,
  limitMs: 4 * 60_000,
  async run(bench) {
    const processing = { kind: 'drawn', seed: 1 } as const;
    const api = await startApi(bench, { processing, limits: DOCUMENTED_LIMITS, maxSizeBytes: null });
    const { app, page } = await openApp(bench, api.settings);
    const told = await listenToPatches(page);
    const { paths } = await bench.documents(bench.pick(10, 3), 20 * 1024);
    const lags: number[] = [];
    const beyond: number[] = [];
    for (const path of paths) {
      const name = basename(path);
      const droppedAtMs = Date.now();
      await app.drop(page, {}, [path]);
      let shownAtMs: number | undefined;
      for (; shownAtMs === undefined; shownAtMs = (await told()).readyAtMs[name]) await sleep(50);
      const readyAtMs = (await api.account()).readyAtMs[name] ?? Number.NaN;
      lags.push((shownAtMs - readyAtMs) / 1000);
      beyond.push((shownAtMs - droppedAtMs - processingMsOf(processing, name)) / 1000);
    }
    return [
      measured('ready at the server → shown ready', 's', lags, { target: neverAbove(1.5) }),
      measured('drop → shown ready, less the processing', 's', beyond),
    ];
  },
};
