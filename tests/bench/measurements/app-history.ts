import { join } from 'node:path';
import { destinationOf } from '../../../main/core/model/connection-settings.ts';
import { fillHistory } from '../app/fill-history.ts';
import { launchApp } from '../app/launch.ts';
import { openApp } from '../app/open-app.ts';
import { atMost, measured } from '../harness/finding.ts';
import { CAN_READ_PEAKS, peakMemoryMib } from '../harness/process-memory.ts';
import type { Measurement, Workbench } from '../harness/workbench.ts';
import { startApi } from '../servers/api.ts';
import { runnerName } from './app-start.ts';

const ROW = /^invoice \d+\.pdf$/;

/** What a long past adds to the start of the app. */
export const appHistory: Measurement = {
  name: 'app-history',
  title: `Start of the app with a long past, on ${runnerName()}`,
  limitMs: 5 * 60_000,
  async run(bench) {
    const [receipts, rows] = bench.pick([100_000, 10_000], [10_000, 1000]);
    const plan = { processing: { kind: 'fixed', ms: 100 }, limits: null, maxSizeBytes: null } as const;
    await using api = await startApi(bench, plan);
    const connected = async () => {
      const dataDir = join(await bench.folder(), 'data');
      const { app } = await openApp(bench, api.settings, { dataDir });
      await app.close();
      return dataDir;
    };
    const empty = await connected();
    const full = await connected();
    fillHistory(full, { receipts, rows, destination: destinationOf(api.settings) });
    const starts: { readonly empty: Start; readonly full: Start }[] = [];
    for (let run = 0; run < bench.pick(7, 2); run += 1) {
      const first = await start(bench, empty, null);
      starts.push({ empty: first, full: await start(bench, full, ROW) });
    }
    const past = `${receipts.toLocaleString('en')} receipts, ${rows.toLocaleString('en')} rows`;
    const more = starts.map((pair) => pair.full.seconds - pair.empty.seconds);
    return [
      measured(`${past}: start → connected, list shown, beyond an empty one`, 's', more, {
        target: atMost(0.3),
      }),
      measured(
        'empty: start → connected',
        's',
        starts.map((pair) => pair.empty.seconds),
      ),
      ...(CAN_READ_PEAKS
        ? [
            measured(
              `${past}: peak memory of main`,
              'MB',
              starts.map((pair) => pair.full.peakMib),
            ),
          ]
        : []),
    ];
  },
};

interface Start {
  readonly seconds: number;
  readonly peakMib: number;
}

/** @param row what a row of the list says; null where there is none */
async function start(bench: Workbench, dataDir: string, row: RegExp | null): Promise<Start> {
  const startedMs = performance.now();
  const app = await launchApp(bench, { dataDir });
  const page = await app.window();
  // Where the queue is paused, the window says so in place of the connection.
  await page.getByText(row === null ? 'Connected' : 'Paused', { exact: true }).waitFor();
  if (row !== null) await page.getByText(row).first().waitFor();
  const seconds = (performance.now() - startedMs) / 1000;
  const peakMib = CAN_READ_PEAKS ? await peakMemoryMib(app.pid) : Number.NaN;
  await app.close();
  return { seconds, peakMib };
}
