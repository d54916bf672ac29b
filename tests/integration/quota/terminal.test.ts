import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { RedisProcess } from '../../support/quota/redis-process.ts';
import { StrictApi } from '../../support/strict-api/strict-api.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { hoist, Terminal } from '../../support/terminal.ts';
import { until } from '../../support/until.ts';

const AWAY = 'The quota server cannot be used now.';
const BACK = 'The quota server can be used again.';

describe.concurrent('hoist with a quota server', () => {
  it('says once that it is unavailable and once that it is back, and names its state in the health lines', async () => {
    await using api = await StrictApi.start({ processingMs: 100 });
    await using redis = await RedisProcess.start();
    await using folder = await tempFolder();
    await using desk = new Terminal(['watch', '--health', '1', folder.at('.')], {
      settings: api.settings,
      env: { HOIST_QUOTA_URL: redis.url(), HOIST_RATE_RPM: '1000' },
    });
    const seen = async (text: string, name: string) => {
      await writeFile(folder.at(name), name);
      await until(text, () => `${desk.stdout}${desk.stderr}`.includes(text));
    };
    await seen('quota: shared, 1 desk', 'one.txt');
    await redis.kill();
    await seen(AWAY, 'two.txt');
    await until('the health line says so', () => /quota: unavailable \(\w+\)/.test(desk.stdout));
    await redis.restart();
    await seen(BACK, 'three.txt');
    expect(desk.stderr.split(AWAY)).toHaveLength(2);
    expect(desk.stderr.split(BACK)).toHaveLength(2);
  });

  it('makes the calls of list and status in places that the server grants, and says how many desks are at work', async () => {
    await using api = await StrictApi.start({ processingMs: 60_000 });
    await using redis = await RedisProcess.start();
    await using folder = await tempFolder();
    const options = { settings: api.settings, env: { HOIST_QUOTA_URL: redis.url() } };
    await writeFile(folder.at('one.txt'), 'one');
    await using desk = new Terminal(['watch', folder.at('.')], options);
    await until('it is at work', () => api.count('status') > 0);
    const listed = await hoist(['list', '--json'], options);
    expect([listed.exit, listed.objects.length]).toEqual([0, 1]);
    const callsBefore = api.calls.filter(({ step }) => step !== 'put').length;
    const { exit, objects } = await hoist(['status', '--json'], options);
    expect([exit, objects[0]]).toMatchObject([0, { quota: 'shared', quota_desks: 2, made_call: true }]);
    // The limits count what all desks have called. The desk that watches goes on meanwhile.
    expect(Number(objects[0]?.['calls_last_minute'])).toBeGreaterThanOrEqual(callsBefore);
    expect(desk.child.exitCode).toBeNull();
  });

  it('names the rights that its user of the server lacks', async () => {
    await using api = await StrictApi.start({ processingMs: 100 });
    await using redis = await RedisProcess.start();
    await using folder = await tempFolder();
    await writeFile(folder.at('a.txt'), 'a');
    await redis.command('ACL', 'SETUSER', 'few', 'on', '>word', '~hoist:*', '+@all', '-pexpire', '-zrank');
    await using desk = new Terminal(['watch', folder.at('.')], {
      settings: api.settings,
      env: { HOIST_QUOTA_URL: redis.url('few:word@') },
    });
    await until('it names them', () => desk.stderr.includes('has to add: +zrank +pexpire\n'));
    expect(desk.stderr).toContain(AWAY);
  });

  it('refuses a wrong address by the name of its variable alone, as a usage error', async () => {
    await using api = await StrictApi.start();
    await using folder = await tempFolder();
    await writeFile(folder.at('a.txt'), 'a');
    const desk = await hoist(['upload', folder.at('a.txt')], {
      settings: api.settings,
      env: { HOIST_QUOTA_URL: 'https://me:hidden-word@cache.example/0' },
    });
    expect(desk.exit).toBe(2);
    expect(desk.stderr).toContain('HOIST_QUOTA_URL');
    expect(desk.stdout + desk.stderr).not.toMatch(/hidden-word|cache\.example/);
  });

  it('uploads without the server, and says that it keeps its own limits', async () => {
    await using api = await StrictApi.start({ processingMs: 100 });
    await using folder = await tempFolder();
    await writeFile(folder.at('a.txt'), 'a');
    const desk = await hoist(['upload', '--json', folder.at('a.txt')], {
      settings: api.settings,
      env: { HOIST_QUOTA_URL: 'redis://:hidden-word@127.0.0.1:1/0' },
    });
    expect(desk.exit).toBe(0);
    expect(desk.stderr).toBe(`${AWAY} Hoist keeps its own limits meanwhile.\n`);
    expect(desk.objects.map(({ event }) => event)).toContain('ready');
  });
});
