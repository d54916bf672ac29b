import { mkdir, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { englishLeftIn } from '../../support/english-left.ts';
import { apiError, rateLimited } from '../../support/strict-api/faults.ts';
import { StrictApi } from '../../support/strict-api/strict-api.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { hoist, PtyTerminal, Terminal } from '../../support/terminal.ts';
import { until } from '../../support/until.ts';
import { writeRandom } from '../../support/uploads.ts';

const GERMAN = { LANG: 'de_DE.UTF-8' };

describe.concurrent('hoist on a German system', () => {
  it('tells in German what became of the files', async () => {
    await using folder = await tempFolder();
    await using api = await StrictApi.start();
    await writeRandom(folder.at('a.pdf'), 100);
    await writeFile(folder.at('empty.pdf'), '');
    const run = await hoist(['upload', folder.path], { settings: api.settings, env: GERMAN });
    expect(run.exit).toBe(0);
    expect(run.stdout).toMatch(/^fertig {7}\S*a\.pdf {2}\S+$/m);
    expect(run.stdout).toMatch(/^ausgelassen {2}\S*empty\.pdf {2}Die Datei ist leer\.$/m);
    expect(run.stdout).toMatch(/^1 fertig, 0 gescheitert, 1 ausgelassen$/m);
  });

  it('names in German what is missing', async () => {
    const run = await hoist(['upload', '/'], { env: GERMAN });
    expect(run.stderr).toBe('Nicht gesetzt: HOIST_BASE_URL, HOIST_API_KEY, HOIST_USER_ID.\n');
  });

  it('names in German a variable that holds no whole number', async () => {
    await using api = await StrictApi.start();
    const run = await hoist(['upload', '/'], {
      settings: api.settings,
      env: { ...GERMAN, HOIST_RATE_RPS: 'many' },
    });
    expect([run.exit, run.stderr]).toEqual([
      2,
      'HOIST_RATE_RPS: Nötig ist eine ganze Zahl ab 1, gesetzt ist „many“.\n',
    ]);
  });

  it('leaves no English sentence in an upload, its repetition, the history and what it refuses', async () => {
    await using folder = await tempFolder();
    await using data = await tempFolder();
    await using api = await StrictApi.start();
    for (const name of ['a.pdf', 'b.pdf']) await writeRandom(folder.at(name), 100);
    await writeFile(folder.at('empty.pdf'), '');
    await writeFile(folder.at('c.exe'), 'x');
    api.faults.sign.push(apiError(403, 'attachment_access_forbidden'));
    const options = { settings: api.settings, env: { ...GERMAN, HOIST_DATA_DIR: data.path } };
    const runs = [
      await hoist(['upload', folder.path], options),
      await hoist(['upload', folder.path], options),
      await hoist(['resume'], options),
      await hoist(['history'], options),
      await hoist(['upload', folder.at('missing.pdf')], options),
      await hoist(['upload', '--limit-rate', 'fast', folder.at('a.pdf')], options),
      await hoist(['upload', folder.at('a.pdf')], {
        ...options,
        settings: { ...api.settings, apiKey: 'wrong' },
      }),
    ];
    expect(runs.map(({ exit }) => exit)).toEqual([1, 0, 0, 0, 2, 2, 2]);
    const output = runs.map(({ stdout, stderr }) => stdout + stderr).join('');
    for (const german of ['gescheitert  ', 'schon am', 'Die Datei ist leer.', 'Es gibt weder Datei'])
      expect(output).toContain(german);
    expect(englishLeftIn(output)).toEqual([]);
  });

  it('leaves no English sentence while it watches and others hand files over', async () => {
    await using folder = await tempFolder();
    await using data = await tempFolder();
    await using api = await StrictApi.start();
    await mkdir(folder.at('in'));
    await writeRandom(folder.at('in/a.pdf'), 100);
    await writeFile(folder.at('in/b.exe'), 'x');
    const env = { ...GERMAN, HOIST_DATA_DIR: data.path };
    const args = [
      'watch',
      folder.at('in'),
      '--still',
      '0.1',
      '--health',
      '0.2',
      '--after',
      `move:${folder.at('out')}`,
    ];
    await using owner = new Terminal(args, { settings: api.settings, env });
    await until('it has moved the file', () => owner.stdout.includes('verschoben'));
    await until('it says how it is', () => owner.stdout.includes('Zustand'));
    const file = await writeRandom(folder.at('handed.pdf'), 100);
    const handed = await hoist(['upload', '--limit-rate', '1M', file], { env });
    const userId = '497f6eca-6276-4993-bfeb-53cbbbba6f08';
    const refused = await hoist(['upload', file], { env, settings: { userId } });
    const second = await hoist(['watch', folder.at('in')], { settings: api.settings, env });
    expect([handed.exit, refused.exit, second.exit]).toEqual([0, 2, 2]);
    expect(refused.stderr).toMatch(
      /^Das laufende Hoist lädt für Benutzer .*… bei 127\.0\.0\.1\S* hoch\. Es wurde nichts gesendet\.\n$/,
    );
    owner.child.kill('SIGINT');
    await owner.ended();
    const output = [owner, handed, refused, second].map(({ stdout, stderr }) => stdout + stderr).join('');
    expect(englishLeftIn(output)).toEqual([]);
  });

  it('leaves no English sentence while it waits for the request limit', async () => {
    await using folder = await tempFolder();
    await using api = await StrictApi.start();
    const file = await writeRandom(folder.at('a.pdf'), 100);
    api.faults.sign.push(rateLimited(20));
    await using terminal = new Terminal(['upload', file], { settings: api.settings, env: GERMAN });
    await until('it says why it waits', () => terminal.stderr.includes('Anfragelimit'));
    terminal.child.kill('SIGINT');
    await terminal.ended();
    expect(englishLeftIn(terminal.stdout + terminal.stderr)).toEqual([]);
  });

  it('names the steps of the server in German beside a bar', async () => {
    await using folder = await tempFolder();
    await using api = await StrictApi.start({ processingMs: 1500 });
    await writeRandom(folder.at('a.pdf'), 100);
    await using terminal = new PtyTerminal(['upload', folder.path], { settings: api.settings, env: GERMAN });
    expect(await terminal.ended()).toBe(0);
    expect(terminal.output).toContain('Virenprüfung');
    expect(englishLeftIn(terminal.output)).toEqual([]);
  });

  it('writes the same bytes with --json as on an English system', async () => {
    await using api = await StrictApi.start();
    await using folder = await tempFolder();
    await writeFile(folder.at('a.pdf'), 'x');
    const settings = { ...api.settings, apiKey: 'wrong' };
    const runs = await Promise.all(
      [{}, GERMAN].map((env) => hoist(['upload', '--json', folder.at('a.pdf')], { settings, env })),
    );
    const [english, german] = runs.map(({ exit, stdout, stderr }) => ({ exit, stdout, stderr }));
    expect(german).toEqual(english);
    expect(english?.stderr).toContain('The server does not accept this API key');
  });
});
