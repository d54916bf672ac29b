import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Engine } from '../../../main/core/engine.ts';
import type { ConversionRule } from '../../../main/core/model/conversion.ts';
import { isActive, type Upload } from '../../../main/core/model/upload.ts';
import { SqliteStore } from '../../../main/core/store/sqlite-store.ts';
import type { StrictApi } from '../strict-api/strict-api.ts';
import { until } from '../until.ts';

/** An engine that converts, over a data folder that outlives it. */
export interface ConvertingEngine extends AsyncDisposable {
  readonly engine: Engine;
  readonly store: SqliteStore;
  /** Adds the paths, and resolves once all of their uploads have ended. */
  uploadAll(paths: readonly string[], rule: ConversionRule): Promise<Upload[]>;
  uploads(): Upload[];
  untilEnded(): Promise<void>;
  /** The files that were made and are still there. */
  derivedFiles(): Promise<string[]>;
}

export async function convertingEngine(api: StrictApi, dataFolder: string): Promise<ConvertingEngine> {
  const store = new SqliteStore(dataFolder, Date.now());
  const engine = new Engine({ store, dataFolder });
  await engine.connect(api.settings);
  const uploads = () => [...engine.queue.uploads.all()];
  const untilEnded = () => until('all uploads ended', () => !uploads().some(({ state }) => isActive(state)));
  return {
    engine,
    store,
    uploads,
    untilEnded,
    async uploadAll(paths, conversionRule) {
      await engine.add({ paths, retention: 'keep', conversionRule });
      await untilEnded();
      return uploads();
    },
    async derivedFiles() {
      const folder = join(dataFolder, 'derived');
      const names = await readdir(folder, { recursive: true }).catch(() => []);
      return names.filter((name) => name.includes('part-'));
    },
    async [Symbol.asyncDispose]() {
      await engine.close();
      store.close();
    },
  };
}
