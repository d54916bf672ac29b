import { expect, it } from 'vitest';
import { tryCommand } from '../../smoke/try-command.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { CLI } from '../../support/terminal-program.ts';

it('the smoke test of the packaged command uploads a file to its own sandbox and reads the id', async () => {
  await using folder = await tempFolder();
  expect(await tryCommand([process.execPath, CLI], folder.path)).toMatch(/^[\w-]{8,}$/);
});

it('the smoke test of the packaged command refuses a program that prints anything before its lines', async () => {
  await using folder = await tempFolder();
  const chatty = ['--import', 'data:text/javascript,console.log("")'];
  await expect(tryCommand([process.execPath, ...chatty, CLI], folder.path)).rejects.toThrow();
});
