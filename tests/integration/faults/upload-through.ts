import { expect } from 'vitest';
import { Engine } from '../../../main/core/engine.ts';
import type { Upload } from '../../../main/core/model/upload.ts';
import { SqliteStore } from '../../../main/core/store/sqlite-store.ts';
import { fastClock } from '../../support/fast-clock.ts';
import type { ProxiedStep } from '../../support/fault-proxy/exchange.ts';
import type { FaultProxy } from '../../support/fault-proxy/fault-proxy.ts';
import { proxiedApi, violationsOf } from '../../support/fault-proxy/proxied-api.ts';
import type { Toxic } from '../../support/fault-proxy/toxics.ts';
import type { StrictApi } from '../../support/strict-api/strict-api.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { until } from '../../support/until.ts';
import { sha256Of, writeRandom } from '../../support/uploads.ts';

export interface UploadSource {
  readonly sizeBytes: number;
  /** What the first requests of the step meet, one each. */
  readonly toxics?: readonly Toxic[];
  readonly step: ProxiedStep;
  /** What every later request of the step meets. */
  readonly forEver?: Toxic;
  /** The pauses between attempts are cut short, as by a person who keeps asking for it. */
  readonly impatient?: true;
  /** How many times faster than the real one Hoist's clock goes. */
  readonly fast?: number;
  readonly withinMs?: number;
}

export interface Outcome {
  readonly state: Upload['state'] | undefined;
  readonly api: StrictApi;
  readonly proxy: FaultProxy;
  /** Hashes of all that the storage holds. */
  readonly stored: readonly string[];
  readonly hash: string;
}

/** Uploads one file while things go wrong on the way, and answers what became of it. */
export async function uploadThrough(course: UploadSource): Promise<Outcome> {
  await using folder = await tempFolder();
  await using way = await proxiedApi({ processingMs: 100 });
  const { api, proxy } = way;
  proxy.toxics[course.step].push(...(course.toxics ?? []));
  const { forEver } = course;
  if (forEver !== undefined) proxy.otherwise = (step) => (step === course.step ? forEver : { kind: 'none' });
  const store = new SqliteStore(folder.at('data'), Date.now());
  const engine = new Engine({ store, ...(course.fast !== undefined && { clock: fastClock(course.fast) }) });
  const path = await writeRandom(folder.at('report.pdf'), course.sizeBytes);
  const hurry = setInterval(() => course.impatient && engine.queue.tryNow(), 100);
  try {
    await engine.connect(api.settings);
    await engine.add({ paths: [path], retention: 'keep', conversionRule: 'ask' });
    await until('the upload ended', () => engine.queue.idle, course.withinMs);
    const [upload] = engine.queue.uploads.all();
    const stored = [...api.storedByName().values()].flat();
    return { state: upload?.state, api, proxy, stored, hash: await sha256Of(path) };
  } finally {
    clearInterval(hurry);
    await engine.close();
    store.close();
  }
}

/** The file is ready, stored once under the id that the upload has, with the bytes that it has on disk. */
export function expectReadyOnce({ state, api, proxy, stored, hash }: Outcome): void {
  expect(state?.stage).toBe('ready');
  expect(stored).toEqual([hash]);
  const fileId = state?.stage === 'ready' ? state.fileId : '';
  expect(api.files.get(fileId)?.sha256).toBe(hash);
  expect(api.files.get(fileId)?.stored).toBe(1);
  expect(violationsOf(api, proxy)).toEqual([]);
}
