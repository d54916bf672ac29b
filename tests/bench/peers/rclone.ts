import { Child } from '../harness/child.ts';
import type { Workbench } from '../harness/workbench.ts';
import { startOf } from './curl.ts';
import type { PutRun } from './put.ts';

/** To make of it what Hoist does: one PUT for each file, and no question before or after. */
const ONE_PUT_EACH = [
  '--config=/dev/null',
  '--no-check-dest',
  '--no-traverse',
  '--ignore-checksum',
  '--s3-provider=Other',
  '--s3-access-key-id=bench',
  '--s3-secret-access-key=bench',
  '--s3-force-path-style',
  '--s3-no-check-bucket',
  '--s3-no-head',
  '--s3-disable-checksum',
  '--retries=1',
];

/** Sends all files of a folder as S3 objects. Its own start is taken off. */
export async function rclonePut(
  bench: Workbench,
  { folder, origin, atOnce }: { folder: string; origin: string; atOnce: number },
): Promise<PutRun> {
  const startMs = await startOf(bench, 'rclone', ['version']);
  const to = [`--s3-endpoint=${origin}`, `--transfers=${atOnce}`];
  const child = new Child('rclone', ['copy', folder, ':s3:bench', ...ONE_PUT_EACH, ...to]);
  const { exitCode, stderr, wallMs } = await bench.own(child).ended();
  if (exitCode !== 0) throw new Error(`rclone failed: ${stderr}`);
  return { wallMs: wallMs - startMs };
}
