import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { ROOT } from '../../../build/tools.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const folder = await tempFolder();
afterAll(() => folder[Symbol.asyncDispose]());

/** A program, or a script for Node, that tells what it was started with. */
function put(path: string, text: string): string {
  mkdirSync(dirname(folder.at(path)), { recursive: true });
  writeFileSync(folder.at(path), text);
  chmodSync(folder.at(path), 0o755);
  return folder.at(path);
}

put('electron/electron', '#!/bin/sh\necho "electron $*; runner $HOIST_RUNNER"\nexit 7\n');
put('xvfb/xvfb-run', '#!/bin/sh\necho "xvfb-run $1"\nshift\nDISPLAY=:99 exec "$@"\n');
const script = put(
  'script.mjs',
  'console.log(process.argv.slice(2), process.env.HOIST_RUNNER, process.env.HOIST_VIRTUAL_DISPLAY); process.exit(3);',
);

function onRunner(args: readonly string[], env: Readonly<Record<string, string>>) {
  const { stdout, status } = spawnSync(process.execPath, ['build/on-runner.ts', ...args], {
    cwd: ROOT,
    env: { PATH: '/usr/bin:/bin', ELECTRON_OVERRIDE_DIST_PATH: folder.at('electron'), ...env },
    encoding: 'utf8',
  });
  return { lines: stdout.trimEnd().split('\n'), status };
}

const noSandbox = process.platform === 'linux' && process.getuid?.() === 0 ? '--no-sandbox ' : '';

it('a script runs on what HOIST_RUNNER says', () => {
  const { lines, status } = onRunner([script, 'one'], { HOIST_RUNNER: 'stand-in' });
  expect(lines).toEqual(['The stand-in for Electron: HOIST_RUNNER says so.', "[ 'one' ] stand-in undefined"]);
  expect(status).toBe(3);
});

// Elsewhere no script can stand for Electron's program.
if (process.platform !== 'win32') {
  it('npm start starts Electron with the app, and ends with its exit code', () => {
    const { lines, status } = onRunner(['app', '--hidden'], { DISPLAY: ':99' });
    expect(lines).toEqual([
      expect.stringMatching(/^Electron 45\.[\d.]+: it is installed, and there is a display\./),
      `electron ${noSandbox}${ROOT} --hidden; runner electron`,
    ]);
    expect(status).toBe(7);
  });
}

// Elsewhere there always is a display.
if (process.platform === 'linux') {
  it('a script on a virtual display knows that nobody looks', () => {
    const { lines, status } = onRunner([script, 'one'], { PATH: `${folder.at('xvfb')}:/usr/bin:/bin` });
    expect(lines).toEqual([
      expect.stringContaining('on a virtual display, by xvfb-run'),
      'xvfb-run --auto-servernum',
      "[ 'one' ] electron 1",
    ]);
    expect(status).toBe(3);
  });

  it('a script runs on the stand-in with the binary but no display', () => {
    const { lines, status } = onRunner([script], { PATH: folder.path });
    expect(lines).toEqual([
      'The stand-in for Electron: this machine has no display.',
      '[] stand-in undefined',
    ]);
    expect(status).toBe(3);
  });
}
