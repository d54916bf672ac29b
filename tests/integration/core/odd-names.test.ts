import { writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { StrictApi } from '../../support/strict-api/strict-api.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { startEngine, uploadAll } from '../../support/uploads.ts';

it.skipIf(process.platform === 'win32')(
  'spaces and dots at the end of a name, which nobody sees, are not told to the server',
  async () => {
    await using folder = await tempFolder();
    await using api = await StrictApi.start({ processingMs: 0 });
    await using engine = await startEngine(api);
    const names = ['a.txt ', 'b.pdf.', 'c.csv\u00a0. '];
    for (const name of names) await writeFile(folder.at(name), name);
    const uploads = await uploadAll(engine, [folder.path]);
    expect(uploads.map(({ name, state }) => [name, state.stage])).toEqual(
      names.map((name) => [name, 'ready']),
    );
    expect([...api.storedByName().keys()].sort()).toEqual(['a.txt', 'b.pdf', 'c.csv']);
    expect(api.violations).toEqual([]);
  },
);
