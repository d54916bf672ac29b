import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { installedBrowser, placesOf } from '../../../build/installed-browser.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const folder = await tempFolder();
afterAll(() => folder[Symbol.asyncDispose]());

function program(path: string): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, '');
  chmodSync(path, 0o755);
  return path;
}

describe('an installed browser', () => {
  it('is found on the PATH of Linux, Chromium first', () => {
    const PATH = folder.at('bin');
    expect(installedBrowser('linux', { PATH }, '/home/me')).toBeNull();
    const edge = program(join(PATH, 'microsoft-edge-stable'));
    expect(installedBrowser('linux', { PATH }, '/home/me')).toBe(edge);
    const chromium = program(join(PATH, 'chromium'));
    expect(installedBrowser('linux', { PATH }, '/home/me')).toBe(chromium);
  });

  it("is found in the application folders of macOS, also the person's own", () => {
    const places = placesOf('darwin', {}, folder.path);
    expect(places).toEqual(
      ['Google Chrome', 'Microsoft Edge', 'Chromium'].flatMap((name) => [
        `/Applications/${name}.app/Contents/MacOS/${name}`,
        folder.at(`Applications/${name}.app/Contents/MacOS/${name}`),
      ]),
    );
    const own = program(folder.at('Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge'));
    expect(installedBrowser('darwin', {}, folder.path)).toBe(own);
  });

  it("is found in the program folders of Windows, 32-bit, 64-bit and the person's own", () => {
    const env = { ProgramFiles: 'C:\\P', 'ProgramFiles(x86)': 'C:\\P86', LOCALAPPDATA: 'C:\\Me' };
    const chrome = 'Google\\Chrome\\Application\\chrome.exe';
    const edge = 'Microsoft\\Edge\\Application\\msedge.exe';
    expect(placesOf('win32', env, 'C:\\Users\\me')).toEqual([
      ...[`C:\\P\\${chrome}`, `C:\\P86\\${chrome}`, `C:\\Me\\${chrome}`],
      ...[`C:\\P\\${edge}`, `C:\\P86\\${edge}`, `C:\\Me\\${edge}`],
      ...['C:\\P', 'C:\\P86', 'C:\\Me'].map((place) => `${place}\\Chromium\\Application\\chrome.exe`),
    ]);
    expect(placesOf('win32', {}, 'C:\\Users\\me')).toEqual([]);
  });
});
