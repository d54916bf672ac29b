import { detectRunner } from '../../support/launch.ts';
import { EMPTY_APP, launchApp } from '../app/launch.ts';
import { type Finding, measured } from '../harness/finding.ts';
import { CAN_READ_PEAKS, peakMemoryMib } from '../harness/process-memory.ts';
import type { Measurement } from '../harness/workbench.ts';

const NOTE =
  'a new process with new data and a filled compile cache of Node; otherwise the stand-in’s own TypeScript would count';

/** From the start of the process to a window that a person can use. */
export const appStart: Measurement = {
  name: 'app-start',
  title: `Start of the app, on ${runnerName()}`,
  limitMs: 2 * 60_000,
  async run(bench) {
    const seconds: number[] = [];
    const peaksMib: number[] = [];
    const emptyPeaksMib: number[] = [];
    // The first start makes what later ones find made; it does not count.
    await launchApp(bench);
    await bench.tidy();
    for (let run = 0; run < bench.pick(5, 2); run += 1) {
      const startedMs = performance.now();
      const app = await launchApp(bench);
      const page = await app.window();
      await page.getByRole('button', { name: 'Try it without an account' }).waitFor();
      seconds.push((performance.now() - startedMs) / 1000);
      if (CAN_READ_PEAKS) {
        peaksMib.push(await peakMemoryMib(app.pid));
        const empty = await launchApp(bench, { appPath: EMPTY_APP });
        await empty.window();
        emptyPeaksMib.push(await peakMemoryMib(empty.pid));
      }
      await bench.tidy();
    }
    const findings: Finding[] = [measured('cold start → usable window', 's', seconds, { note: NOTE })];
    if (CAN_READ_PEAKS) {
      findings.push(measured('peak memory of main, nothing queued', 'MB', peaksMib));
      findings.push(measured('peak memory of an empty app’s main', 'MB', emptyPeaksMib));
    }
    return findings;
  },
};

/** What the numbers of the app are numbers of. */
export function runnerName(): string {
  return detectRunner() === 'electron' ? 'Electron' : 'the stand-in for Electron';
}
