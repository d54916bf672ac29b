/** Converts one document with nothing else in this process, and prints what that took as JSON. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Converter } from '../../../main/core/convert/converter.ts';
import type { ConversionWay } from '../../../main/core/model/conversion.ts';
import { DOCUMENTED_TYPES } from '../../../main/core/model/file-types.ts';
import { peakMemoryMib } from '../harness/process-memory.ts';

/** What one conversion took. */
export interface ConversionCost {
  readonly wallMs: number;
  /** What the process had at most beyond what it had before, in MiB. */
  readonly memoryMib: number;
  readonly loopP99Ms: number;
  readonly outputs: number;
}

const [path = '', name = '', way = '', maxSizeBytes = '', folder = ''] = process.argv.slice(2);
const limits = { allowedTypes: DOCUMENTED_TYPES, maxSizeBytes: Number(maxSizeBytes) };
const converter = new Converter({ limitMs: 120_000 });
const before = process.memoryUsage.rss() / 1024 ** 2;
const loop = monitorEventLoopDelay({ resolution: 1 });
loop.enable();
const startMs = performance.now();
const outputs = await converter.convert(
  { path, name, way: way as ConversionWay, limits, folder },
  new AbortController().signal,
);
const wallMs = performance.now() - startMs;
loop.disable();
const cost: ConversionCost = {
  wallMs,
  memoryMib: (await peakMemoryMib(process.pid)) - before,
  loopP99Ms: loop.percentile(99) / 1e6,
  outputs: outputs.length,
};
console.log(JSON.stringify(cost));
