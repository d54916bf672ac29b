import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { StrictApi } from '../../support/strict-api/strict-api.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { hoist } from '../../support/terminal.ts';
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
