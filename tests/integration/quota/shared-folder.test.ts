import { mkdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { RedisProcess } from '../../support/quota/redis-process.ts';
import { StrictApi } from '../../support/strict-api/strict-api.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { Terminal } from '../../support/terminal.ts';
import { until } from '../../support/until.ts';
import { writeRandom } from '../../support/uploads.ts';

const FILES = 20;
const SETTINGS = ['--json', '--still', '0.25'];

/** A folder, a server for its files, a quota server, and whoever watches the folder. */
class SharedFolder implements AsyncDisposable {
  readonly api: StrictApi;
  readonly redis: RedisProcess;
  readonly folder: Awaited<ReturnType<typeof tempFolder>>;
  readonly #watchers: Terminal[] = [];

  private constructor(api: StrictApi, redis: RedisProcess, folder: SharedFolder['folder']) {
    this.api = api;
    this.redis = redis;
    this.folder = folder;
  }

  static async create(folders = ['in']): Promise<SharedFolder> {
    const folder = await tempFolder();
    for (const name of folders) await mkdir(folder.at(name));
    return new SharedFolder(await StrictApi.start({ processingMs: 200 }), await RedisProcess.start(), folder);
  }

  watch(options: { readonly folders?: readonly string[]; readonly args?: readonly string[] } = {}): Terminal {
    const { folders = ['in'], args = [] } = options;
    const paths = folders.map((name) => this.folder.at(name));
    const terminal = new Terminal(['watch', ...SETTINGS, ...args, ...paths], {
      settings: this.api.settings,
      env: { HOIST_QUOTA_URL: this.redis.url(), HOIST_RATE_RPS: '1000', HOIST_RATE_RPM: '10000' },
    });
    this.#watchers.push(terminal);
    return terminal;
  }

  async fill(name: string, files: number, sizeBytes = 500): Promise<void> {
    for (let n = 0; n < files; n += 1)
      await writeRandom(this.folder.at(`${name}/${name}-${n}.txt`), sizeBytes);
  }

  /** How often each content is at the server. */
  get stored(): number[] {
    const times = new Map<string, number>();
    for (const { sha256, stored } of this.api.files.values())
      if (sha256 !== null) times.set(sha256, (times.get(sha256) ?? 0) + stored);
    return [...times.values()];
  }

  /** What no desk may do. Each asks for itself about the file of another, which is not asked about twice by one. */
  get violations(): string[] {
    return this.api.violations.filter((violation) => !violation.endsWith('asked after its end was told'));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const watcher of this.#watchers) await watcher[Symbol.asyncDispose]();
    await this.redis[Symbol.asyncDispose]();
    await this.api[Symbol.asyncDispose]();
    await this.folder[Symbol.asyncDispose]();
  }
}

function readyIn({ objects }: Terminal): Map<string, string> {
  const ready = objects.filter(({ event }) => event === 'ready');
  return new Map(ready.map(({ path, file_id: fileId }) => [String(path), String(fileId)]));
}

describe('two hoist watch on one folder', () => {
  it('send each document once, and both know it as ready under the same id', async () => {
    await using shared = await SharedFolder.create();
    const desks = [shared.watch(), shared.watch()];
    await until('both watch', () => desks.every(({ stdout }) => stdout.includes('"watching"')));
    await shared.fill('in', FILES);
    await until('both have all', () => desks.every((desk) => readyIn(desk).size === FILES), 30_000);
    const [one = new Map(), two = new Map()] = desks.map((desk) => readyIn(desk));
    expect(Object.fromEntries(one)).toEqual(Object.fromEntries(two));
    expect(shared.stored).toEqual(new Array(FILES).fill(1));
    expect(shared.violations).toEqual([]);
    expect(desks.map(({ stderr }) => stderr)).toEqual(['', '']);
  });
});
