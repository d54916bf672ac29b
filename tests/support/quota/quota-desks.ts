import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { Engine } from '../../../main/core/engine.ts';
import type { QuotaStatus } from '../../../main/core/model/quota-status.ts';
import type { RequestLimits } from '../../../main/core/rate-limit/request-limits.ts';
import { MemoryStore } from '../memory-store.ts';
import type { StrictApi } from '../strict-api/strict-api.ts';
import { until } from '../until.ts';

/** One desk: an engine that shares its limits, with files of its own. */
export class QuotaDesk implements AsyncDisposable {
  readonly engine: Engine;
  /** The ways of sharing that it went through. */
  readonly statuses: QuotaStatus[] = [];
  readonly #ended = new Map<string, string>();
  #added = 0;

  private constructor(engine: Engine) {
    this.engine = engine;
    engine.queue.uploads.subscribe((event) => {
      const { quota } = engine;
      const before = this.statuses.at(-1);
      if (JSON.stringify(before) !== JSON.stringify(quota)) this.statuses.push(quota);
      if (event.type !== 'upload') return;
      const { stage } = event.upload.state;
      if (stage === 'ready' || stage === 'failed') this.#ended.set(event.upload.id, stage);
    });
  }

  static async open(api: StrictApi, url: string | null, limits: RequestLimits): Promise<QuotaDesk> {
    const engine = new Engine({ store: new MemoryStore(), limits, quota: url === null ? null : { url } });
    const desk = new QuotaDesk(engine);
    await engine.connect(api.settings);
    return desk;
  }

  /** Queues so many new files in this folder. */
  async add(folder: string, files: number): Promise<void> {
    await this.addWritten(await writeFiles(folder, files));
  }

  async addWritten(paths: readonly string[]): Promise<void> {
    this.#added += paths.length;
    await this.engine.add({ paths, retention: 'keep', conversionRule: 'ask' });
  }

  count(stage: 'ready' | 'failed'): number {
    return [...this.#ended.values()].filter((ended) => ended === stage).length;
  }

  get isDone(): boolean {
    return this.#ended.size === this.#added;
  }

  /** The codes of the problems that it met. */
  get problems(): string[] {
    return this.statuses.flatMap((status) => (status.kind === 'unavailable' ? [status.code] : []));
  }

  async isShared(): Promise<void> {
    await until('the quota is shared', () => this.engine.quota.kind === 'shared');
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.engine.close();
  }
}

/** @returns the paths of so many new files in this folder */
export async function writeFiles(folder: string, files: number): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const paths = Array.from({ length: files }, (_, n) => `${folder}/${n}.txt`);
  await Promise.all(paths.map((path) => writeFile(path, randomBytes(200))));
  return paths;
}
