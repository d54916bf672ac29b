import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { withStore } from '../../support/store/stored.ts';
import { StrictApi } from '../../support/strict-api/strict-api.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { environmentOf, Terminal } from '../../support/terminal.ts';
import { CLI } from '../../support/terminal-program.ts';
import { until } from '../../support/until.ts';
import { writeRandom } from '../../support/uploads.ts';

describe.concurrent('hoist upload', () => {
  it.each([
    ['SIGINT', 130, 'once'],
    ['SIGTERM', 143, 'once'],
    ['SIGHUP', 129, 'once'],
    // Ctrl+C in `npm run hoist` reaches it more than once: from the terminal and from npm.
    ['SIGINT', 130, 'again and again'],
    ['SIGTERM', 143, 'again and again'],
    ['SIGHUP', 129, 'again and again'],
  ] as const)(
    '%s ends it with %i, where it comes %s; no request comes after',
    async (signal, code, often) => {
      await using folder = await tempFolder();
      await using api = await StrictApi.start();
      api.faults.put.push({ kind: 'delay', ms: 800 });
      await writeRandom(folder.at('a.pdf'), 9_000_000);
      await writeRandom(folder.at('b.pdf'), 100);
      await using terminal = new Terminal(['upload', '--json', folder.path], { settings: api.settings });
      await until('the PUT has begun', () => api.count('put') >= 1);
      terminal.child.kill(signal);
      // At whatever moment, to the last one.
      while (often === 'again and again' && terminal.child.exitCode === null) {
        await sleep(2);
        if (!terminal.child.kill(signal)) break;
      }
      expect(await terminal.ended()).toBe(code);
      expect(terminal.objects.at(-1)).toMatchObject({ event: 'summary' });
      expect(terminal.stderr).toBe('');
      const before = api.calls.length;
      await sleep(1500);
      expect(api.calls.length).toBe(before);
    },
  );

  it('ends in order when the terminal’s window closes, although it can print nothing any more', async () => {
    await using folder = await tempFolder();
    await using data = await tempFolder();
    await using api = await StrictApi.start();
    api.faults.put.push({ kind: 'delay', ms: 800 });
    await writeRandom(folder.at('a.pdf'), 1000);
    // As a shell does whose window is closed: it tells what runs in it, and here also how that ended.
    const command = `'${process.execPath}' '${CLI}' upload '${folder.path}' & hoist=$!
      trap 'kill -HUP $hoist' HUP; wait $hoist; wait $hoist; echo $? > '${folder.at('exit')}'`;
    const window = spawn('script', ['-qc', command, '/dev/null'], {
      env: {
        ...environmentOf({ settings: api.settings, env: { HOIST_DATA_DIR: data.path } }),
        TERM: 'xterm',
        SHELL: '/bin/sh',
      },
      stdio: ['pipe', 'ignore', 'inherit'],
    });
    await until('the PUT has begun', () => api.count('put') >= 1);
    window.kill('SIGKILL');
    await until(
      'it has ended',
      () => existsSync(folder.at('exit')) && readFileSync(folder.at('exit')).length > 0,
    );
    expect(readFileSync(folder.at('exit'), 'utf8')).toBe('129\n');
    expect(withStore(data.path, (store) => store.load().map(({ state }) => state.stage))).toEqual([
      'uploading',
    ]);
  });

  it('ends on SIGINT also while it walks through a large folder', async () => {
    await using folder = await tempFolder();
    await using api = await StrictApi.start({ processingMs: 60_000 });
    await writeRandom(folder.at('0.pdf'), 100);
    await mkdir(folder.at('wide'));
    for (let block = 0; block < 20; block += 1) {
      await mkdir(folder.at(`wide/${block}`));
      const names = Array.from({ length: 1000 }, (_, n) => folder.at(`wide/${block}/${n}.exe`));
      await Promise.all(names.map((name) => writeFile(name, '')));
    }
    await using terminal = new Terminal(['upload', '--json', folder.path], { settings: api.settings });
    await until('it walks', () => terminal.stdout.includes('/wide/0/'));
    terminal.child.kill('SIGINT');
    const ended = terminal.ended();
    await until('its last word', () => terminal.stdout.includes('"summary"'));
    const walked = terminal.stdout.split('\n').length;
    expect(walked, 'files walked before the signal').toBeLessThan(15_000);
    // It does nothing more that anybody could want.
    expect(await Promise.race([ended, sleep(700, 'still there')])).toBe(130);
  });
});
