import { mkdir, readdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, it } from 'vitest';
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

  static async create(processingMs = 200): Promise<SharedFolder> {
    const folder = await tempFolder();
    await mkdir(folder.at('in'));
    return new SharedFolder(await StrictApi.start({ processingMs }), await RedisProcess.start(), folder);
  }

  watch(...args: readonly string[]): Terminal {
    const terminal = new Terminal(['watch', ...SETTINGS, ...args, this.folder.at('in')], {
      settings: this.api.settings,
      env: {
        HOIST_QUOTA_URL: this.redis.url(),
        HOIST_RATE_RPS: '1000',
        HOIST_RATE_RPM: '10000',
        XDG_DATA_HOME: this.folder.at('share'),
        HOME: this.folder.path,
      },
    });
    this.#watchers.push(terminal);
    return terminal;
  }

  /** Watches the folder until nothing is left to do. */
  async runOnce() {
    const terminal = this.watch('--once');
    return { exit: await terminal.ended(), objects: terminal.objects };
  }

  /** @param from the number of the first, which names it */
  async fill(files: number, sizeBytes = 500, from = 0): Promise<void> {
    for (let n = from; n < from + files; n += 1) await writeRandom(this.folder.at(`in/${n}.txt`), sizeBytes);
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

function countOf({ objects }: Terminal, event: string): number {
  return objects.filter((object) => object['event'] === event).length;
}

/** What it says on stderr. On a busy computer the quota server may be slow for a moment. */
function complaints({ stderr }: Terminal): string[] {
  const lines = stderr.split('\n').filter((line) => line !== '');
  return lines.filter((line) => !/^The quota server can(not)? be used/.test(line));
}

const isWatching = ({ stdout }: Terminal) => stdout.includes('"watching"');

/** Where a desk is killed while it brings a file to its end. */
const POINTS: readonly {
  readonly point: string;
  /** Holds the desk up at the point. */
  readonly hold: (api: StrictApi) => void;
  readonly isThere: (shared: SharedFolder, desk: Terminal) => boolean;
}[] = [
  {
    point: 'before it is signed',
    hold: ({ faults }) => faults.sign.push({ kind: 'delay', ms: 60_000 }),
    isThere: ({ api }) => api.count('sign') === 1,
  },
  {
    point: 'signed, no byte read',
    hold: ({ faults }) => faults.put.push({ kind: 'delay', ms: 60_000 }),
    isThere: ({ api }) => api.count('put') === 1,
  },
  {
    point: 'a part of it sent',
    hold: ({ faults }) => faults.put.push({ kind: 'cut-after', bytes: 100_000 }),
    isThere: ({ api }) => api.count('put') === 1,
  },
  {
    point: 'all of it sent, no answer',
    hold: ({ faults }) => faults.put.push({ kind: 'late-reply', ms: 60_000 }),
    isThere: ({ stored }) => stored.length === 1,
  },
  {
    point: 'being processed',
    hold: ({ faults }) => faults.status.push({ kind: 'delay', ms: 60_000 }),
    isThere: ({ api }) => api.count('status') === 1,
  },
  {
    point: 'ready',
    hold: () => {},
    isThere: (_, desk) => readyIn(desk).size === 1,
  },
];

describe('several hoist watch on one folder', () => {
  describe.concurrent('that all run', () => {
    it('send each document once, and both know it as ready under the same id', async ({ expect }) => {
      await using shared = await SharedFolder.create();
      const desks = [shared.watch(), shared.watch()];
      await until('both watch', () => desks.every(isWatching));
      await shared.fill(FILES);
      await until('both have all', () => desks.every((desk) => readyIn(desk).size === FILES));
      const [one = new Map(), two = new Map()] = desks.map((desk) => readyIn(desk));
      expect(Object.fromEntries(one)).toEqual(Object.fromEntries(two));
      expect(shared.stored).toEqual(new Array(FILES).fill(1));
      expect(shared.violations).toEqual([]);
      expect(desks.map(complaints)).toEqual([[], []]);
    });

    it('send each document once although the quota server gives no answer for three seconds', async ({
      expect,
    }) => {
      await using shared = await SharedFolder.create();
      const desks = [shared.watch(), shared.watch()];
      await until('both watch', () => desks.every(isWatching));
      await shared.fill(FILES / 2);
      await until('some are stored', () => shared.stored.length > 2);
      shared.redis.signal('SIGSTOP');
      await shared.fill(FILES / 2, 500, FILES / 2);
      await sleep(3000);
      shared.redis.signal('SIGCONT');
      await until('both have all', () => desks.every((desk) => readyIn(desk).size === FILES));
      expect(shared.stored).toEqual(new Array(FILES).fill(1));
      expect(shared.violations).toEqual([]);
      expect(desks.map(complaints)).toEqual([[], []]);
    });

    it.for([
      { action: 'move', event: 'moved', files: FILES, goesTo: 'done' },
      { action: 'trash', event: 'trashed', files: 8, goesTo: 'share/Trash/files' },
    ])(
      '$action each document once, and the one that comes late says nothing of it',
      async (after, { expect }) => {
        await using shared = await SharedFolder.create();
        const { event, files, goesTo } = after;
        const action = after.action === 'trash' ? 'trash' : `move:${shared.folder.at(goesTo)}`;
        const desks = [shared.watch('--after', action), shared.watch('--after', action)];
        await until('both watch', () => desks.every(isWatching));
        await shared.fill(files);
        const moved = () => desks.reduce((sum, desk) => sum + countOf(desk, event), 0);
        await until('all are moved', () => moved() === files);
        for (const desk of desks) desk.child.kill('SIGTERM');
        for (const desk of desks) {
          expect(await desk.ended()).toBe(0);
          expect(complaints(desk)).toEqual([]);
          expect(desk.objects.at(-1)).toMatchObject({ event: 'summary', failed: 0 });
          expect(countOf(desk, 'stayed')).toBe(0);
        }
        expect([await readdir(shared.folder.at('in')), moved()]).toEqual([[], files]);
        expect(await readdir(shared.folder.at(goesTo))).toHaveLength(files);
        expect(shared.stored).toEqual(new Array(files).fill(1));
        expect(shared.violations).toEqual([]);
      },
    );
  });

  describe.concurrent('when something is killed', () => {
    it('lose nothing when the quota server is killed half-way, and say so', async ({ expect }) => {
      await using shared = await SharedFolder.create(3000);
      const desks = [shared.watch(), shared.watch()];
      await until('both watch', () => desks.every(isWatching));
      await shared.fill(FILES);
      await until('all are stored', () => shared.stored.length === FILES);
      // Each waiting desk has heard of the files by then.
      await sleep(1500);
      const readyBefore = desks.map((desk) => readyIn(desk).size);
      await shared.redis.kill();
      await until('both have all', () => desks.every((desk) => readyIn(desk).size === FILES));
      expect(readyBefore.every((ready) => ready < FILES)).toBe(true);
      expect(shared.stored).toEqual(new Array(FILES).fill(1));
      expect(shared.violations).toEqual([]);
      for (const { stderr } of desks) {
        expect(stderr.trimEnd().split('\n').at(-1)).toMatch(/^The quota server cannot be used now/);
      }
    });

    it('leave a file to another when they are killed, wherever that is, and it is stored once', async ({
      expect,
    }) => {
      // All leases run out at the same time.
      const runs = await Promise.all(
        POINTS.map(async ({ point, hold, isThere }) => {
          const shared = await SharedFolder.create();
          hold(shared.api);
          const killed = shared.watch();
          await shared.fill(1, 300_000);
          await until(point, () => isThere(shared, killed));
          killed.child.kill('SIGKILL');
          await killed.ended();
          return { point, shared };
        }),
      );
      const ends = await Promise.all(
        runs.map(async ({ point, shared }) => {
          const { exit, objects } = await shared.runOnce();
          const end = { point, exit, ready: objects.filter(({ event }) => event === 'ready').length };
          return { ...end, stored: shared.stored, violations: shared.violations };
        }),
      );
      for (const { shared } of runs) await shared[Symbol.asyncDispose]();
      expect(ends).toEqual(
        POINTS.map(({ point }) => ({ point, exit: 0, ready: 1, stored: [1], violations: [] })),
      );
    });
  });
});
