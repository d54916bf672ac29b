import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import {
  isSameToken,
  newEndpoint,
  readEndpoint,
  writeEndpoint,
} from '../../../../main/core/handover/endpoint.ts';
import { tempFolder } from '../../../support/temp-folder.ts';

describe('the endpoint of a data folder', () => {
  it('is a socket in the folder, or on Windows a pipe that nobody can guess', () => {
    expect(newEndpoint('/home/ada/Hoist', 'linux')?.address).toBe('/home/ada/Hoist/hoist.sock');
    const [one, other] = [0, 1].map(() => newEndpoint('C:\\Hoist', 'win32'));
    expect(one?.address).toMatch(/^\\\\\.\\pipe\\hoist-[0-9a-f]{32}$/);
    expect(one?.address).not.toBe(other?.address);
    expect(one?.token).not.toBe(other?.token);
  });

  it('does not exist if the path does not fit into the address of a socket', () => {
    expect(newEndpoint(`/${'x'.repeat(91)}`, 'darwin')).not.toBeNull();
    expect(newEndpoint(`/${'x'.repeat(92)}`, 'darwin')).toBeNull();
    expect(newEndpoint(`/${'ä'.repeat(46)}`, 'linux')).toBeNull();
  });

  it('can be read by this user alone, whatever lay there before', async () => {
    await using folder = await tempFolder();
    const file = folder.at('handover.json');
    await writeFile(file, 'of somebody else', { mode: 0o666 });
    const point = { v: 1, address: '/a/b', token: 'secret' };
    writeEndpoint(folder.path, point);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(readEndpoint(folder.path)).toEqual(point);
    expect(await readFile(file, 'utf8')).not.toContain('of somebody else');
  });

  it('is null if its file is missing, damaged or something else', async () => {
    await using folder = await tempFolder();
    expect(readEndpoint(folder.path)).toBeNull();
    for (const text of ['', '{', '[]', '{"v":1,"address":7,"token":"x"}']) {
      await writeFile(folder.at('handover.json'), text);
      expect(readEndpoint(folder.path)).toBeNull();
    }
    await mkdir(folder.at('odd/handover.json'), { recursive: true });
    expect(readEndpoint(folder.at('odd'))).toBeNull();
  });

  it('compares tokens whole', () => {
    expect(['abc', 'ab', 'abcd', 'abd', ''].map((said) => isSameToken(said, 'abc'))).toEqual([
      ...[true, false, false, false, false],
    ]);
  });
});
