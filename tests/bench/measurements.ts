import type { Measurement } from './harness/workbench.ts';
import { appDrop } from './measurements/app-drop.ts';
import { appFile } from './measurements/app-file.ts';
import { appHistory } from './measurements/app-history.ts';
import { appQueue } from './measurements/app-queue.ts';
import { appScroll } from './measurements/app-scroll.ts';
import { appStart } from './measurements/app-start.ts';
import { batch } from './measurements/batch.ts';
import { batchSizes } from './measurements/batch-sizes.ts';
import { batchVirtual } from './measurements/batch-virtual.ts';
import { claims } from './measurements/claims.ts';
import { convert } from './measurements/convert.ts';
import { longWeek } from './measurements/long-week.ts';
import { putLarge } from './measurements/put-large.ts';
import { putSizes } from './measurements/put-sizes.ts';
import { putSmall } from './measurements/put-small.ts';
import { quota } from './measurements/quota.ts';
import { schedule } from './measurements/schedule.ts';
import { singleFile } from './measurements/single-file.ts';
import { terminalFile } from './measurements/terminal-file.ts';
import { terminalQueue } from './measurements/terminal-queue.ts';
import { terminalStart } from './measurements/terminal-start.ts';
import { watch } from './measurements/watch.ts';

/** All, in the order in which they run. */
export const MEASUREMENTS: readonly Measurement[] = [
  putLarge,
  putSmall,
  putSizes,
  batch,
  batchSizes,
  batchVirtual,
  schedule,
  singleFile,
  appDrop,
  appStart,
  appHistory,
  appQueue,
  appScroll,
  terminalStart,
  terminalQueue,
  appFile,
  terminalFile,
  watch,
  quota,
  claims,
  convert,
  longWeek,
];
