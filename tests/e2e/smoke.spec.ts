/** The smoke test of packages, tried on the built app itself where there is no package to be installed. */
import { join } from 'node:path';
import { tryApp } from '../smoke/try-app.ts';
import { expect, test } from '../support/hoist-test.ts';
import { repositoryRoot } from '../support/launch.ts';

test('the smoke test starts a program, uploads a file by its window, reads the id, and quits it', async ({
  folder,
}) => {
  const program = join(repositoryRoot, 'tests/support/fake-electron/electron');
  expect(await tryApp([program, repositoryRoot], folder.path)).toMatch(/^[\w-]{8,}$/);
});

test('the smoke test says what a program wrote that ends at once', async ({ folder }) => {
  const ends = [process.execPath, '-e', 'console.error("no display"); process.exit(5)', '--'];
  await expect(tryApp(ends, folder.path)).rejects.toThrow(/ended at once \(5\):\nno display/);
});
