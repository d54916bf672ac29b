import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import { Engine } from '../../../main/core/engine.ts';
import { SharedLimitsControl } from '../../../main/desktop/connection/shared-limits-control.ts';
import { startConnection } from '../../../main/desktop/connection/start-connection.ts';
import { memorySettings } from '../../support/memory-settings.ts';
import { MemoryStore } from '../../support/memory-store.ts';
import { RedisProcess } from '../../support/quota/redis-process.ts';
import { StrictApi } from '../../support/strict-api/strict-api.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { until } from '../../support/until.ts';
import { writeRandom } from '../../support/uploads.ts';

vi.mock('electron', () => import('../../support/fake-keyring.ts'));

const PASSWORD = 'hidden word/1';

class Desk implements AsyncDisposable {
  readonly engine = new Engine({ store: new MemoryStore() });
  readonly limits: SharedLimitsControl;
  readonly asked: string[] = [];
  /** What the person answers. */
  agrees = true;

  constructor(kept: Record<string, unknown>, isLocked = false) {
    const file = memorySettings(kept, { quotaUrl: '', encryptedQuotaPassword: '' });
    const confirm = async (url: string) => {
      this.asked.push(url);
      return this.agrees;
    };
    this.limits = new SharedLimitsControl({ engine: this.engine, file, isLocked, confirm });
  }

  get kind() {
    return this.engine.quota.kind;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.limits.close();
    await this.engine.close();
  }
}

it('the app shares its limits as soon as an address is saved, over a start, and ends it at once', async () => {
  await using api = await StrictApi.start();
  await using redis = await RedisProcess.start(['--requirepass', PASSWORD]);
  const url = redis.url();
  const kept: Record<string, unknown> = {};
  await using first = new Desk(kept);
  await first.limits.start();
  await first.engine.connect(api.settings);
  expect(first.kind).toBe('off');
  expect(await first.limits.test({ url, password: 'wrong' })).toEqual({ ok: false, code: 'login_refused' });
  expect(await first.limits.test({ url: 'redis://127.0.0.1:1/0', password: '' })).toMatchObject({
    code: 'unreachable',
  });
  expect(await first.limits.test({ url: url.replace('redis:', 'rediss:'), password: '' })).toMatchObject({
    code: 'no_tls',
  });
  expect(await first.limits.test({ url: 'https://limits.example.com', password: '' })).toMatchObject({
    code: 'scheme',
  });
  expect(await first.limits.test({ url, password: PASSWORD })).toEqual({
    ok: true,
    code: 'works',
    otherDesks: 0,
  });
  first.agrees = false;
  expect(await first.limits.save({ url, password: PASSWORD })).toEqual({ ok: false, code: 'kept' });
  expect([first.kind, kept]).toEqual(['off', {}]);
  first.agrees = true;
  expect(await first.limits.save({ url, password: PASSWORD })).toEqual({ ok: true, code: 'saved' });
  expect(first.asked).toEqual([url, url]);
  expect(first.limits.view()).toMatchObject({ url, hasPassword: true });
  expect(JSON.stringify([kept, first.limits.view()])).not.toContain(PASSWORD);
  expect(first.limits.withoutPassword(`a ${PASSWORD}, ${encodeURIComponent(PASSWORD)}`)).toBe('a …, …');
  expect(await first.limits.test({ url, password: '' })).toEqual({ ok: true, code: 'works', otherDesks: 0 });

  await using second = new Desk({ ...kept });
  await second.limits.start();
  await second.engine.connect(api.settings);
  await until('both share', () => second.kind !== 'off' && first.kind !== 'off');
  // The password goes to no other server, whoever has written its address into the settings.
  await using strange = new Desk({ ...kept, quotaUrl: `${url}1` });
  await strange.limits.start();
  expect(strange.limits.view().hasPassword).toBe(false);
  expect(await first.limits.save({ url: '', password: '' })).toEqual({ ok: true, code: 'off' });
  expect(first.kind).toBe('off');
  expect(kept).toEqual({ quotaUrl: '', encryptedQuotaPassword: '' });
});

it('the first call after a start has a place of the group', async () => {
  await using folder = await tempFolder();
  await using api = await StrictApi.start({ processingMs: 50 });
  await using redis = await RedisProcess.start();
  await using desk = new Desk({ quotaUrl: redis.url() });
  const paths = [await writeRandom(folder.at('kept.txt'), 100)];
  await desk.engine.add({ paths, retention: 'keep', conversionRule: 'ask' });
  const kinds: string[] = [];
  let isReady = false;
  desk.engine.queue.uploads.subscribe((event) => {
    if (event.type !== 'upload') return;
    const { stage } = event.upload.state;
    if (stage !== 'queued') kinds.push(desk.kind);
    isReady = stage === 'ready';
  });
  // The keyring takes its time.
  const start = () => sleep(300).then(() => desk.limits.start());
  await startConnection({ start: () => desk.engine.connect(api.settings) }, [{ start }]);
  await until('the file is ready', () => isReady);
  expect(new Set(kinds)).toEqual(new Set(['shared']));
});

it('a keyring that does not answer holds the connection up for a second at most', async () => {
  const keyring = Promise.withResolvers<void>();
  const startMs = performance.now();
  let connectedAfterMs = Number.NaN;
  const connection = {
    start: async () => {
      connectedAfterMs = performance.now() - startMs;
      keyring.resolve();
    },
  };
  await startConnection(connection, [{ start: () => keyring.promise }]);
  expect(connectedAfterMs).toBeGreaterThan(900);
  // A second, and what a busy machine takes.
  expect(connectedAfterMs).toBeLessThan(1000 + 1000);
});

it('the window hears of the limits only when they change', async () => {
  await using api = await StrictApi.start();
  await using redis = await RedisProcess.start();
  await using desk = new Desk({ quotaUrl: redis.url() });
  const kinds: string[] = [];
  desk.limits.on('changed', ({ status }) => kinds.push(status.kind));
  await desk.engine.connect(api.settings);
  await desk.limits.start();
  await until('it shares', () => desk.kind === 'shared');
  // Each sends a status of the queue.
  desk.engine.queue.pause();
  desk.engine.queue.resume();
  expect(kinds).toEqual(['connecting', 'shared']);
});

it('an address of the organisation is used with its password, shown without its login, and not replaced', async () => {
  await using api = await StrictApi.start();
  await using redis = await RedisProcess.start(['--requirepass', PASSWORD]);
  const quotaUrl = redis.url(`:${encodeURIComponent(PASSWORD)}@`);
  await using desk = new Desk({ quotaUrl }, true);
  await desk.limits.start();
  expect(desk.limits.view()).toMatchObject({ url: redis.url(), hasPassword: true });
  expect(desk.limits.withoutPassword(quotaUrl)).not.toContain(encodeURIComponent(PASSWORD));
  const refused = { ok: false, code: 'set_by_organisation' };
  expect(await desk.limits.save({ url: '', password: '' })).toEqual(refused);
  expect(await desk.limits.test({ url: redis.url(), password: PASSWORD })).toEqual(refused);
  await desk.engine.connect(api.settings);
  expect(desk.kind).not.toBe('off');
});
