import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openSandbox } from './open-sandbox.ts';

it.runIf(process.platform !== 'win32')('what is uploaded can be read by this user alone', async () => {
  await using box = await openSandbox();
  await box.upload('a.txt', 'for me');
  const names = await readdir(box.folder);
  expect(names).not.toEqual([]);
  for (const name of names) expect((await stat(join(box.folder, name))).mode & 0o777).toBe(0o600);
});
