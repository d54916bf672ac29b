import { mkdir, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { describeLicences, licenceOf, packageFolderOf } from '../../../build/licenses.ts';
import { tempFolder } from '../../support/temp-folder.ts';

describe('the list of shipped licences', () => {
  it.each([
    ['/h/node_modules/zod/index.js', '/h/node_modules/zod'],
    ['/h/node_modules/@scope/name/a/b.js?url', '/h/node_modules/@scope/name'],
    ['\0/h/node_modules/a/node_modules/b/c.js', '/h/node_modules/a/node_modules/b'],
    ['C:\\h\\node_modules\\zod\\index.js', 'C:/h/node_modules/zod'],
    ['/h/main/index.ts', null],
    ['\0virtual', null],
  ])('%s is of %s', (id, folder) => {
    expect(packageFolderOf(id)).toBe(folder);
  });

  it('has the whole text of each package, and says where there is none', async () => {
    await using folder = await tempFolder();
    for (const [name, license] of [
      ['zeta', 'MIT'],
      ['alpha', 'ISC'],
    ] as const) {
      await mkdir(folder.at(name));
      await writeFile(folder.at(`${name}/package.json`), JSON.stringify({ name, version: '1.2.3', license }));
    }
    await writeFile(folder.at('zeta/LICENSE.md'), 'Do as you like.\n');
    await writeFile(folder.at('zeta/index.js'), '');
    const text = describeLicences(['zeta', 'alpha'].map((name) => licenceOf(folder.at(name))));
    expect(text).toMatch(
      /alpha 1\.2\.3 \(ISC\)[\s\S]*Licensed under ISC\.[\s\S]*zeta 1\.2\.3 \(MIT\)[\s\S]*Do as you like\./,
    );
  });
});
