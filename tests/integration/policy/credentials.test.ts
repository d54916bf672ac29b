import { mkdir, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { messageText } from '../../../main/core/model/english.ts';
import { type CredentialSource, readCredential } from '../../../main/core/policy/credentials.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const shell = (text: string): CredentialSource => ({ kind: 'command', command: ['/bin/sh', '-c', text] });

async function said(source: CredentialSource, limitMs?: number): Promise<string> {
  const credential = await readCredential('userId', source, limitMs);
  return credential.kind === 'problem' ? messageText(credential.message) : `value ${credential.value}`;
}

describe.runIf(process.platform !== 'win32').concurrent('a key or user id', () => {
  it('loses the line break at its end, and nothing else', async () => {
    await using folder = await tempFolder();
    await writeFile(folder.at('key'), '\uFEFF key \r\n');
    expect(await said({ kind: 'file', path: folder.at('key') })).toBe('value  key ');
    expect(await said(shell('printf "a\\n\\n"'))).toBe('value a\n');
  });

  it.each([
    ['exit 7', '/bin/sh failed (7): –.'],
    ['kill -9 $$', '/bin/sh failed (SIGKILL): –.'],
    ['true', '/bin/sh gives nothing.'],
    ['head -c 100000 /dev/zero', '/bin/sh gives far too much.'],
    ['yes >&2 & yes | head -c 9 >&2; wait', '/bin/sh did not end in time.'],
    ['sleep 3 & exit 4', '/bin/sh failed (4): –.'],
  ])('is not read by %j, and says why in bounded time', async (text, because) => {
    const startMs = performance.now();
    expect(await said(shell(text), 600)).toBe(`The user id could not be read: ${because}`);
    expect(performance.now() - startMs).toBeLessThan(5000);
  });

  it('is read though what the program started keeps its output open', async () => {
    expect(await said(shell('echo id; sleep 3 &'))).toBe('value id');
  });

  it('is read from no folder, no pipe and no large file', async () => {
    await using folder = await tempFolder();
    await mkdir(folder.at('folder'));
    await writeFile(folder.at('large'), 'x'.repeat(20_000));
    const [atFolder, large] = [folder.at('folder'), folder.at('large')];
    expect(await said({ kind: 'file', path: atFolder })).toContain(`${atFolder} is no regular file`);
    expect(await said({ kind: 'file', path: large })).toContain(`${large} gives far too much`);
    expect(await said({ kind: 'file', path: '/dev/zero' })).toContain('/dev/zero is no regular file');
  });
});
