import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { sealOf } from '../../../main/core/model/key-seal.ts';
import { StrictApi } from '../../support/strict-api/strict-api.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { hoist, Terminal } from '../../support/terminal.ts';
import { until } from '../../support/until.ts';
import { writeRandom } from '../../support/uploads.ts';

const NO_DATA_FOLDER = { HOIST_DATA_DIR: '', XDG_CONFIG_HOME: '' };

describe.runIf(process.platform === 'linux')('hoist in an odd environment', () => {
  it('expands ~ where no shell has: in paths, in the data folder and in --after', async () => {
    await using folder = await tempFolder();
    await using api = await StrictApi.start();
    for (const name of ['home', 'home/in', 'work']) await mkdir(folder.at(name));
    await writeRandom(folder.at('home/in/a.pdf'), 1000);
    const env = { HOME: folder.at('home'), HOIST_DATA_DIR: '~/data' };
    const args = ['watch', '~/in', '--once', '--still', '0.1', '--after', 'move:~/Sent', '--json'];
    const run = await hoist(args, { settings: api.settings, env, cwd: folder.at('work') });
    expect([run.exit, run.stderr]).toEqual([0, '']);
    expect(await readdir(folder.at('home/Sent'))).toEqual(['a.pdf']);
    expect(await readdir(folder.at('home/data'))).toContain('hoist.db');
    expect(await readdir(folder.at('work'))).toEqual([]);
  });

  it('makes no folder that is named like a variable', async () => {
    await using folder = await tempFolder();
    await mkdir(folder.at('in'));
    const settings = {
      baseUrl: 'http://127.0.0.1:9/agents',
      apiKey: 'k',
      userId: '497f6eca-6276-4993-bfeb-53cbbbba6f08',
    };
    for (const [args, label, part] of [
      [['watch', folder.at('in'), '--after', 'move:$HOME/Sent'], '--after', '$HOME'],
      [['watch', folder.at('in'), '--after', 'move:~somebody/Sent'], '--after', '~somebody'],
      [['history', '--data', '%APPDATA%/data'], '--data', '%APPDATA%'],
    ] as const) {
      const run = await hoist(args, { settings, cwd: folder.path });
      expect(run).toMatchObject({ exit: 2, stdout: '' });
      expect(run.stderr).toBe(
        `${label}: “${part}” stands for another path, and no shell has replaced it. Write it out.\n`,
      );
    }
    expect(await readdir(folder.path)).toEqual(['in']);
  });

  it.each([
    [
      'a HOME that is no whole path',
      { HOME: 'here', ...NO_DATA_FOLDER },
      /^HOME: “here” is not an absolute path/,
    ],
    [
      'a XDG_CONFIG_HOME that is none',
      { ...NO_DATA_FOLDER, XDG_CONFIG_HOME: 'x' },
      /^XDG_CONFIG_HOME: “x” is no/,
    ],
    [
      'a HOME that cannot be made',
      { ...NO_DATA_FOLDER, HOME: '/proc/no' },
      /Name another folder with --data/,
    ],
  ])('says in one sentence that there is %s, and ends with 2', async (_what, env, sentence) => {
    await using folder = await tempFolder();
    const run = await hoist(['history'], { env, cwd: folder.path });
    expect(run).toMatchObject({ exit: 2, stdout: '' });
    expect(run.stderr).toMatch(sentence);
    expect(run.stderr.trim().split('\n')).toHaveLength(1);
    expect(await readdir(folder.path)).toEqual([]);
  });

  it('keeps its data in the home folder that the system knows if HOME is empty', async () => {
    await using folder = await tempFolder();
    const run = await hoist(['history', '--data', folder.at('data')], {
      env: { HOME: '' },
      cwd: folder.path,
    });
    expect([run.exit, run.stderr]).toEqual([0, '']);
    expect(await readdir(folder.path)).toEqual(['data']);
  });

  it('works in a deleted folder, as long as it gets absolute paths', async () => {
    await using folder = await tempFolder();
    await mkdir(folder.at('gone'));
    const gone = `process.chdir(${JSON.stringify(folder.at('gone'))});require('fs').rmdirSync('.')`;
    const preload = folder.at('preload.cjs');
    await writeFile(
      preload,
      gone.replace("rmdirSync('.')", `rmdirSync(${JSON.stringify(folder.at('gone'))})`),
    );
    const env = { NODE_OPTIONS: `--require=${preload}` };
    const whole = await hoist(['history', '--data', folder.at('data')], { env });
    expect([whole.exit, whole.stderr]).toEqual([0, '']);
    await mkdir(folder.at('gone'));
    const relative = await hoist(['history', '--data', 'data'], { env });
    expect([relative.exit, relative.stderr]).toEqual([
      2,
      expect.stringMatching(/^The working folder was deleted/),
    ]);
  });

  it('names TMPDIR if the history of a running Hoist cannot be copied there', async () => {
    await using folder = await tempFolder();
    await using api = await StrictApi.start();
    api.faults.put.push({ kind: 'delay', ms: 60_000 });
    const path = await writeRandom(folder.at('a.pdf'), 1000);
    const env = { HOIST_DATA_DIR: folder.at('data') };
    await using running = new Terminal(['upload', path], { settings: api.settings, env });
    await until('it uploads', () => api.count('put') === 1);
    const run = await hoist(['history'], { env: { ...env, TMPDIR: folder.at('no') } });
    expect([run.exit, run.stderr]).toEqual([2, expect.stringMatching(/^TMPDIR: No folder can be made in /)]);
    expect(running.child.exitCode).toBeNull();
  });

  it('reads settings that start with a byte order mark, and says which it cannot read', async () => {
    await using folder = await tempFolder();
    const file = await writeRandom(folder.at('a.pdf'), 1000);
    const said = async (text: string) => {
      await writeFile(folder.at('settings.json'), text);
      const env = { HOIST_DATA_DIR: folder.path, HOIST_API_KEY: 'k' };
      const run = await hoist(['upload', file], { env });
      expect([run.exit, run.stdout]).toEqual([2, expect.anything()]);
      return run.stderr;
    };
    const account = { baseUrl: 'http://127.0.0.1:9/agents', userId: '497f6eca-6276-4993-bfeb-53cbbbba6f08' };
    const kept = JSON.stringify({ ...account, keySeal: sealOf({ ...account, apiKey: 'k' }) });
    expect(await said(`\uFEFF${kept}`)).toMatch(/^HOIST_BASE_URL: The server cannot be reached/);
    for (const broken of ['', '{', '[1]', 'null']) {
      expect(await said(broken)).toBe(
        `Not set: HOIST_BASE_URL, HOIST_USER_ID. ${folder.at('settings.json')} cannot be read (it is no JSON object), so nothing in it counts.\n`,
      );
    }
    expect((await stat(folder.at('settings.json'))).size).toBe(4);
  });
});
