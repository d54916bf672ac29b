import { createHash, randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { Engine } from '../../main/core/engine.ts';
import { isActive, type Upload } from '../../main/core/model/upload.ts';
import type { RequestLimits } from '../../main/core/rate-limit/request-limits.ts';
import type { Clock } from '../../main/core/util/clock.ts';
import { MemoryStore } from './memory-store.ts';
import type { StrictApi } from './strict-api/strict-api.ts';
import { until } from './until.ts';

/** An engine connected to `api`, which is closed at the end of the test. */
export async function startEngine(
  api: StrictApi,
  options: { readonly clock?: Clock; readonly limits?: RequestLimits } = {},
): Promise<Engine & AsyncDisposable> {
  const engine = new Engine({ store: new MemoryStore(), ...options });
  await engine.connect(api.settings);
  return Object.assign(engine, { [Symbol.asyncDispose]: () => engine.close() });
}

/** Queues the paths and answers their uploads once all have ended, which a change of the connection may put off. */
export async function uploadAll(engine: Engine, paths: readonly string[]): Promise<Upload[]> {
  const ids: string[] = [];
  await engine.add({ paths: paths, retention: 'keep', conversionRule: 'ask' }, (uploads) =>
    ids.push(...uploads.map(({ id }) => id)),
  );
  const uploads = () => ids.flatMap((id) => engine.queue.uploads.find(id) ?? []);
  await until('all uploads ended', () => uploads().every(({ state }) => !isActive(state)));
  return uploads();
}

export async function writeRandom(path: string, sizeBytes: number): Promise<string> {
  await writeFile(path, randomBytes(sizeBytes));
  return path;
}

export async function sha256Of(path: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
}
