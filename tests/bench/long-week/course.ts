import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { FILE_NAME } from '../../../main/core/store/database.ts';
import type { MemoryWatch } from '../app/memory-watch.ts';
import { openDescriptors, residentMib, threadsOf } from '../harness/process-memory.ts';
import { slope } from '../harness/statistics.ts';

/** What a process and its data folder hold at a moment. */
export interface Sample {
  /** Files that have come to an end by then. */
  readonly files: number;
  readonly heapMib: number;
  readonly residentMib: number;
  readonly descriptors: number;
  readonly threads: number;
  readonly timers: number;
  readonly databaseMib: number;
  readonly walMib: number;
}

const MIB = 1024 * 1024;

/** The samples of one process, by the files that it has done. */
export class Course {
  readonly samples: Sample[] = [];
  readonly #process: { readonly pid: number; readonly watch: MemoryWatch; readonly dataFolder: string };

  constructor(process: { pid: number; watch: MemoryWatch; dataFolder: string }) {
    this.#process = process;
  }

  /** @param timers those of the process’ own clock; by default the system’s are counted */
  async sample(files: number, timers?: number): Promise<Sample> {
    const { pid, watch, dataFolder } = this.#process;
    const held = await watch.take(pid);
    const sample = {
      files,
      heapMib: held.heapMib,
      residentMib: await residentMib(pid),
      descriptors: await openDescriptors(pid),
      threads: await threadsOf(pid),
      timers: timers ?? held.timers,
      databaseMib: await sizeMib(join(dataFolder, FILE_NAME)),
      walMib: await sizeMib(join(dataFolder, `${FILE_NAME}-wal`)),
    };
    this.samples.push(sample);
    return sample;
  }
}

/** By how much something grows with each 1,000 files, over the second half of the samples. */
export function growthOf<T extends { readonly files: number }>(
  samples: readonly T[],
  heldIn: (sample: T) => number,
): number {
  return 1000 * slope(secondHalf(samples).map((sample) => [sample.files, heldIn(sample)] as const));
}

/** @returns why the growth of these says nothing; null where it says something */
export function whyTooFew(samples: readonly { readonly files: number }[], fewest: number): string | null {
  const half = secondHalf(samples);
  const files = (half.at(-1)?.files ?? 0) - (half[0]?.files ?? 0);
  if (files >= fewest) return null;
  const [needed, had] = [fewest, files].map((count) => count.toLocaleString('en'));
  return `a smoke run: that needs ${needed} files in its second half, and this one had ${had}`;
}

function secondHalf<T>(samples: readonly T[]): readonly T[] {
  return samples.slice(Math.floor(samples.length / 2));
}

async function sizeMib(path: string): Promise<number> {
  return (await stat(path).catch(() => ({ size: 0 }))).size / MIB;
}
