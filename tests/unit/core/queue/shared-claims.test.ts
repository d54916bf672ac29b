import { describe, expect, it } from 'vitest';
import { CallError } from '../../../../main/core/files-api/call-error.ts';
import type { FileStatus } from '../../../../main/core/files-api/file-status.ts';
import type { Upload } from '../../../../main/core/model/upload.ts';
import { Queue } from '../../../../main/core/queue/queue.ts';
import type { Put } from '../../../../main/core/storage/put.ts';
import type { Clock } from '../../../../main/core/util/clock.ts';
import { MemoryStore } from '../../../support/memory-store.ts';
import { Chance } from '../../../support/model/chance.ts';
import { ModelClaims } from '../../../support/quota/model-claims.ts';
import { SimulatedServer } from '../../../support/simulation/simulated-server.ts';
import { VirtualClock } from '../../../support/virtual-clock.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const LIMITS = { perSecond: 1000, perMinute: 60_000 };
const WATCHED = { kind: 'watched-folder', folderId: 'f', root: null } as const;

/** A server that knows a file once it has its bytes. */
class ApiOfAll extends SimulatedServer {
  override async status(fileId: string, signal: AbortSignal): Promise<FileStatus> {
    const status = await super.status(fileId, signal);
    if (this.file(fileId).readyAtMs !== null) return status;
    throw new CallError('not_there', { code: 'plain', because: 'Not there.' }, { type: 'not-there' });
  }
}

interface Desk {
  readonly queue: Queue;
  readonly uploads: () => Upload[];
  readonly isDead: () => boolean;
  /** What it has begun goes on at the servers, and it never hears of that. */
  kill(): void;
}

/** Desks that watch one folder, on a virtual clock. */
class SharedFolder {
  readonly clock = new VirtualClock();
  readonly chance: Chance;
  readonly claims: ModelClaims;
  readonly server: ApiOfAll;
  readonly desks: Desk[] = [];
  putMs = () => this.chance.between(50, 3000);
  processingMs = () => this.chance.between(100, 8000);

  constructor(seed: number) {
    this.chance = new Chance(seed);
    const delayMs = () => this.chance.between(5, 60);
    this.claims = new ModelClaims(this.clock, delayMs);
    this.server = new ApiOfAll({
      clock: this.clock,
      chance: this.chance,
      processingMs: () => this.processingMs(),
      delayMs,
      putMs: () => this.putMs(),
      counter: () => true,
    });
  }

  /**
   * @param store of a desk that was killed and starts again
   * @param setByMs how far its clock is set forward; each desk's to another time by default
   */
  async open(store = new MemoryStore(), setByMs = this.chance.between(-HOUR_MS, HOUR_MS)): Promise<Desk> {
    let isDead = false;
    const alive = async <T>(work: Promise<T>): Promise<T> => {
      const value = await work;
      return isDead ? new Promise<never>(() => {}) : value;
    };
    const clock: Clock = {
      now: () => this.clock.now() + setByMs,
      elapsed: () => this.clock.elapsed(),
      after: (ms, callback) => this.clock.after(ms, () => isDead || callback()),
    };
    const queue = new Queue({
      store,
      clock,
      limits: LIMITS,
      random: () => this.chance.next(),
      concurrentPuts: 3,
      files: { fingerprint: async (path) => fingerprintOf(path), sha256: async (path) => path },
    });
    const { claim } = this.claims.connect();
    queue.shareClaims({ claim: (...words) => alive(claim(...words)) });
    const { server } = this;
    const put: Put = (request) => alive(server.put({ ...request, signal: new AbortController().signal }));
    const api = new Proxy(server, {
      get: (target, name: keyof SimulatedServer) => {
        const member = target[name];
        return typeof member === 'function'
          ? (...words: unknown[]) => alive(Reflect.apply(member, target, words))
          : member;
      },
    });
    const contentName = (content: object) => JSON.stringify(content);
    await queue.connect({ api, put, destination: 'd', budget: 'b', quotaTag: 't', contentName });
    const desk = {
      queue,
      uploads: () => [...queue.uploads.all()],
      isDead: () => isDead,
      kill: () => {
        isDead = true;
      },
    };
    this.desks.push(desk);
    return desk;
  }

  /** The desk finds these files. */
  find(desk: Desk, names: readonly string[], retention: Upload['retention'] = 'keep'): void {
    desk.queue.addWatched(names.map(itemOf), {
      retention,
      destination: 'd',
      origin: WATCHED,
      conversionRule: 'ask',
    });
  }

  /** How often each content was stored. */
  get stored(): Record<string, number> {
    const stored: Record<string, number> = {};
    for (const { name, readyAtMs } of this.server.files.values())
      if (readyAtMs !== null) stored[name] = (stored[name] ?? 0) + 1;
    return stored;
  }

  async close(): Promise<void> {
    for (const { queue, isDead } of this.desks) {
      if (isDead()) continue;
      const closed = queue.close();
      await this.clock.advance(MINUTE_MS);
      await closed;
    }
  }
}

function fingerprintOf(path: string) {
  return { inode: path, sizeBytes: 9, mtimeNs: '1', ctimeNs: '1' };
}

function itemOf(name: string) {
  const path = `/${name}`;
  return {
    kind: 'accepted' as const,
    path,
    name,
    contentType: 'text/plain',
    fingerprint: fingerprintOf(path),
  };
}

const namesOf = (count: number) => Array.from({ length: count }, (_, n) => `${n}.txt`);
const idsOf = (desk: Desk) =>
  desk.uploads().map(({ state }) => (state.stage === 'ready' ? state.fileId : state.stage));

describe('desks that watch one folder', () => {
  it('store each file once, and all know it as ready under the same id, whatever their clocks say', async () => {
    for (let seed = 1; seed <= 8; seed += 1) {
      const shared = new SharedFolder(seed);
      const names = namesOf(25);
      for (let desk = 0; desk < 2 + (seed % 3); desk += 1) await shared.open();
      for (const desk of shared.desks) {
        shared.find(desk, names);
        await shared.clock.advance(shared.chance.between(0, 5000));
      }
      await shared.clock.advance(5 * MINUTE_MS);
      const [ids = [], ...others] = shared.desks.map(idsOf);
      expect(ids.every((id) => id.startsWith('f'))).toBe(true);
      for (const other of others) expect(other).toEqual(ids);
      expect(shared.stored).toEqual(Object.fromEntries(names.map((name) => [name, 1])));
      await shared.close();
    }
  });

  it('store each file once although one is killed at any moment: the others take over', async () => {
    for (let seed = 1; seed <= 25; seed += 1) {
      const shared = new SharedFolder(seed);
      const names = namesOf(12);
      const killed = await shared.open();
      const others = [await shared.open(), await shared.open()];
      for (const desk of shared.desks) shared.find(desk, names);
      await shared.clock.advance(shared.chance.between(1, 9000));
      killed.kill();
      await shared.clock.advance(10 * MINUTE_MS);
      const [ids = [], more] = others.map(idsOf);
      expect(ids.every((id) => id.startsWith('f'))).toBe(true);
      expect(more).toEqual(ids);
      expect([seed, shared.stored]).toEqual([seed, Object.fromEntries(names.map((name) => [name, 1]))]);
      await shared.close();
    }
  });

  it('lose nothing while the quota server is away, forgets or loses answers, and share again afterwards', async () => {
    for (let seed = 1; seed <= 12; seed += 1) {
      const shared = new SharedFolder(seed);
      const { claims, chance, clock } = shared;
      const names = namesOf(12);
      for (let desk = 0; desk < 3; desk += 1) shared.find(await shared.open(), names);
      await clock.advance(chance.between(0, 4000));
      const fault = seed % 3;
      if (fault === 0) claims.isAway = true;
      if (fault === 1) claims.forget();
      if (fault === 2) claims.losesAnswer = () => chance.hits(0.3);
      await clock.advance(chance.between(1000, 40_000));
      claims.isAway = false;
      claims.losesAnswer = () => false;
      await clock.advance(5 * MINUTE_MS);
      for (const desk of shared.desks) expect(idsOf(desk).every((id) => id.startsWith('f'))).toBe(true);
      for (const times of Object.values(shared.stored)) expect(times).toBeLessThanOrEqual(3);
      const later = names.map((name) => `later-${name}`);
      for (const desk of shared.desks) shared.find(desk, later);
      await clock.advance(5 * MINUTE_MS);
      expect(later.map((name) => shared.stored[name])).toEqual(later.map(() => 1));
      await shared.close();
    }
  });

  it('wait while the quota server is silent for a moment, and store each file once', async () => {
    for (let seed = 1; seed <= 12; seed += 1) {
      const shared = new SharedFolder(seed);
      const { claims, chance, clock } = shared;
      const names = namesOf(12);
      for (let desk = 0; desk < 2; desk += 1) shared.find(await shared.open(), names.slice(0, 6));
      await clock.advance(chance.between(0, 6000));
      claims.isAway = true;
      for (const desk of shared.desks) shared.find(desk, names.slice(6));
      await clock.advance(3000);
      claims.isAway = false;
      await clock.advance(5 * MINUTE_MS);
      expect([seed, shared.stored]).toEqual([seed, Object.fromEntries(names.map((name) => [name, 1]))]);
      await shared.close();
    }
  });

  it('send without a claim once the quota server was silent for ten seconds, and claim when it is back', async () => {
    const shared = new SharedFolder(1);
    shared.putMs = () => 100;
    shared.processingMs = () => 100;
    const desks = [await shared.open(), await shared.open()];
    const findByAll = (name: string) => {
      for (const desk of desks) shared.find(desk, [name]);
    };
    shared.claims.isAway = true;
    findByAll('first.txt');
    await shared.clock.advance(9000);
    expect(shared.stored).toEqual({});
    await shared.clock.advance(8000);
    expect(shared.stored).toEqual({ 'first.txt': 2 });
    findByAll('next.txt');
    await shared.clock.advance(1000);
    expect(shared.stored).toEqual({ 'first.txt': 2, 'next.txt': 2 });
    shared.claims.isAway = false;
    await shared.clock.advance(2000);
    findByAll('later.txt');
    await shared.clock.advance(MINUTE_MS);
    expect(shared.stored['later.txt']).toBe(1);
    await shared.close();
  });

  it('wait again for a server that was away if they have not asked it for long', async () => {
    const shared = new SharedFolder(1);
    const desk = await shared.open();
    shared.claims.isAway = true;
    shared.find(desk, ['a.txt']);
    await shared.clock.advance(5 * MINUTE_MS);
    expect(shared.stored).toEqual({ 'a.txt': 1 });
    shared.find(desk, ['b.txt']);
    await shared.clock.advance(9000);
    expect(shared.server.files.size).toBe(1);
    await shared.clock.advance(MINUTE_MS);
    expect(shared.stored).toEqual({ 'a.txt': 1, 'b.txt': 1 });
    await shared.close();
  });

  it('end a wait for a silent quota server at once when the upload is cancelled or the app quits', async () => {
    const shared = new SharedFolder(1);
    const desk = await shared.open();
    shared.claims.isAway = true;
    shared.find(desk, ['a.txt', 'b.txt']);
    await shared.clock.advance(3000);
    expect(desk.queue.running.all).toBe(2);
    const [first] = desk.uploads();
    const cancelled = desk.queue.cancel([first?.id ?? '']);
    await shared.clock.advance(500);
    expect(desk.queue.running.all).toBe(1);
    await cancelled;
    const closed = desk.queue.close();
    await shared.clock.advance(500);
    await closed;
    expect(shared.server.files.size).toBe(0);
  });

  it('wait visibly for the one that sends, without a slot and without a call', async () => {
    const shared = new SharedFolder(1);
    shared.putMs = () => MINUTE_MS;
    const [sends, waits] = [await shared.open(), await shared.open()];
    shared.find(sends, ['a.txt']);
    await shared.clock.advance(2000);
    shared.find(waits, ['a.txt']);
    await shared.clock.advance(2000);
    const { requests } = shared.server;
    const [waiting] = waits.uploads();
    for (let second = 0; second < 50; second += 1) {
      await shared.clock.advance(1000);
      const { retry } = waits.queue.uploads.live(waiting?.id ?? '');
      expect(retry?.message).toEqual({ code: 'sent_by_another' });
      expect(waits.queue.running).toEqual({ all: 1, sending: 0 });
    }
    expect(shared.server.requests).toBe(requests);
    for (let second = 0; idsOf(sends)[0] !== 'f1' && second < 30; second += 1)
      await shared.clock.advance(1000);
    await shared.clock.advance(1500);
    expect(idsOf(waits)).toEqual(idsOf(sends));
    expect(waits.queue.uploads.live(waiting?.id ?? '').retry).toBeNull();
    await shared.close();
  });

  it('keep their claims over a restart', async () => {
    const shared = new SharedFolder(1);
    shared.processingMs = () => MINUTE_MS;
    const store = new MemoryStore();
    const [killed, waits] = [await shared.open(store, 0), await shared.open()];
    for (const desk of [killed, waits]) {
      shared.find(desk, ['a.txt']);
      await shared.clock.advance(5000);
    }
    killed.kill();
    await shared.clock.advance(5000);
    const again = await shared.open(store, 0);
    await shared.clock.advance(40_000);
    const [waiting] = waits.uploads();
    const { retry } = waits.queue.uploads.live(waiting?.id ?? '');
    expect(retry?.message).toEqual({ code: 'sent_by_another' });
    await shared.clock.advance(MINUTE_MS);
    expect([idsOf(again), idsOf(waits)]).toEqual([['f1'], ['f1']]);
    expect(shared.stored).toEqual({ 'a.txt': 1 });
    await shared.close();
  });

  it('do not wait with what a person wants sent', async () => {
    const shared = new SharedFolder(1);
    shared.putMs = () => MINUTE_MS;
    const [sends, person] = [await shared.open(), await shared.open()];
    shared.find(sends, ['a.txt']);
    await shared.clock.advance(2000);
    person.queue.add([itemOf('a.txt')], 'keep');
    await shared.clock.advance(2000);
    expect(person.uploads().map(({ state }) => state.stage)).toEqual(['uploading']);
    await shared.clock.advance(5 * MINUTE_MS);
    expect(shared.stored).toEqual({ 'a.txt': 2 });
    await shared.close();
  });

  it('give out no id of a temporary file near its end, and none of a file that is kept for another time', async () => {
    const shared = new SharedFolder(1);
    const [first, second, third] = [await shared.open(), await shared.open(), await shared.open()];
    shared.find(first, ['a.txt'], 'temporary');
    await shared.clock.advance(MINUTE_MS);
    shared.find(second, ['a.txt'], 'keep');
    await shared.clock.advance(19 * HOUR_MS);
    shared.find(second, ['a.txt'], 'temporary');
    await shared.clock.advance(MINUTE_MS);
    expect(idsOf(second)).toEqual(['f2', 'f1']);
    await shared.clock.advance(HOUR_MS);
    shared.find(third, ['a.txt'], 'temporary');
    await shared.clock.advance(MINUTE_MS);
    expect(idsOf(third)).toEqual(['f3']);
    await shared.close();
  });
});
