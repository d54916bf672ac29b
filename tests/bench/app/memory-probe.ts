/** Loaded into a process before the program (`--import`). It tells a probe what the process holds, as {@link Held}. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Held } from './memory-watch.ts';
import { respondToProbe } from './probe-answer.ts';

const MIB = 1024 * 1024;

respondToProbe(() => {
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc') as () => void;
  return (): Held => {
    collectGarbage();
    const { heapUsed, external } = process.memoryUsage();
    const timers = process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    return { heapMib: (heapUsed + external) / MIB, timers };
  };
});
