import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { chooseInstalled, type Machine, runnerEnvironment } from '../../../build/runner/choose-runner.ts';
import { displayOf } from '../../../build/runner/display.ts';
import { appArmorProfile, chromiumSandbox } from '../../../build/runner/sandbox.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const folder = await tempFolder();
afterAll(() => folder[Symbol.asyncDispose]());

/** Returns the whole path. */
function put(path: string, text = '', mode = 0o644): string {
  const whole = folder.at(path);
  mkdirSync(dirname(whole), { recursive: true });
  writeFileSync(whole, text);
  chmodSync(whole, mode);
  return whole;
}

const withXvfb = dirname(put('with-xvfb/xvfb-run', '#!/bin/sh\n', 0o755));
const version = '45.4.1';

/** An `electron` package with a program as its install script leaves it, without what is named. */
function electronPackage(name: string, ...without: readonly string[]): string {
  const files = {
    'package.json': JSON.stringify({ version }),
    'path.txt': 'electron',
    'dist/version': version,
  };
  for (const [path, text] of Object.entries({ ...files, 'dist/electron': '' })) {
    if (!without.includes(path)) put(`${name}/${path}`, text);
  }
  return folder.at(name);
}

const whole = electronPackage('whole');

function machine(env: NodeJS.ProcessEnv, electron = whole): Machine {
  return { platform: 'linux', uid: 1000, root: folder.at('no-root'), env, electron };
}

describe('a display', () => {
  it.each<[string, NodeJS.Platform, NodeJS.ProcessEnv, string]>([
    ['is where X11 names one', 'linux', { DISPLAY: ':0' }, 'screen'],
    ['is where Wayland names one', 'linux', { WAYLAND_DISPLAY: 'wayland-0' }, 'screen'],
    ['is virtual where there is xvfb-run', 'linux', { PATH: withXvfb, DISPLAY: '' }, 'virtual'],
    ['is a real one before a virtual one', 'linux', { PATH: withXvfb, DISPLAY: ':0' }, 'screen'],
    ['is nowhere on a server', 'linux', { PATH: '/nowhere' }, 'none'],
    ['is always on macOS', 'darwin', {}, 'screen'],
    ['is always on Windows', 'win32', {}, 'screen'],
    ['is nowhere in a login over the network', 'darwin', { SSH_CONNECTION: '::1 2 ::1 22' }, 'none'],
  ])('%s', (_what, platform, env, kind) => {
    expect(displayOf(platform, env).kind).toBe(kind);
  });
});

describe('chooseRunner', () => {
  it('takes Electron if binary and display are there', () => {
    const binary = join(whole, 'dist/electron');
    expect(chooseInstalled(machine({ DISPLAY: ':0' }))).toEqual({
      runner: 'electron',
      binary,
      sandbox: true,
      through: [],
      why: 'Electron 45.4.1: it is installed, and there is a display.',
    });
  });

  it('takes Electron on a virtual display if there is one, so that nothing waits for a person', () => {
    const choice = chooseInstalled(machine({ PATH: withXvfb }));
    expect(choice).toMatchObject({
      runner: 'electron',
      through: [join(withXvfb, 'xvfb-run'), '--auto-servernum'],
      why: expect.stringContaining('virtual display'),
    });
    expect(runnerEnvironment(choice)).toEqual({ HOIST_RUNNER: 'electron', HOIST_VIRTUAL_DISPLAY: '1' });
  });

  it.each<[string, NodeJS.ProcessEnv, string, string]>([
    ['no display', {}, whole, 'this machine has no display'],
    ['no binary', { DISPLAY: ':0' }, electronPackage('none', 'dist/electron'), 'not installed'],
    [
      'a binary that is half unpacked',
      { DISPLAY: ':0' },
      electronPackage('half', 'path.txt'),
      'not installed',
    ],
    ['HOIST_RUNNER says so', { DISPLAY: ':0', HOIST_RUNNER: 'stand-in' }, whole, 'HOIST_RUNNER says so'],
  ])('takes the stand-in: %s', (_why, env, electron, said) => {
    const choice = chooseInstalled(machine(env, electron));
    expect(choice).toEqual({ runner: 'stand-in', why: expect.stringContaining(said) });
    expect(runnerEnvironment(choice)).toEqual({ HOIST_RUNNER: 'stand-in' });
  });

  it('ignores a binary of another version', () => {
    const old = electronPackage('old', 'dist/version');
    put('old/dist/version', '44.0.0');
    expect(chooseInstalled(machine({ DISPLAY: ':0' }, old)).runner).toBe('stand-in');
  });

  it('looks where ELECTRON_OVERRIDE_DIST_PATH says', () => {
    const env = { DISPLAY: ':0', ELECTRON_OVERRIDE_DIST_PATH: join(whole, 'dist') };
    const bare = electronPackage('bare', 'path.txt', 'dist/electron', 'dist/version');
    expect(chooseInstalled(machine(env, bare))).toMatchObject({ binary: join(whole, 'dist/electron') });
  });

  it('obeys HOIST_RUNNER, and refuses anything but its two values', () => {
    expect(chooseInstalled(machine({ HOIST_RUNNER: 'electron' })).runner).toBe('electron');
    expect(() => chooseInstalled(machine({ HOIST_RUNNER: 'chrome' }))).toThrow('not "chrome"');
    const missing = machine({ HOIST_RUNNER: 'electron' }, folder.at('none'));
    expect(() => chooseInstalled(missing)).toThrow('npm run electron:install');
  });
});

describe("Chromium's sandbox", () => {
  const binary = join(whole, 'dist/electron');
  const restricted = 'proc/sys/kernel/apparmor_restrict_unprivileged_userns';
  const on = (root: string, uid = 1000, of = binary) =>
    chromiumSandbox(of, { platform: 'linux', uid, root, env: {} }).on;

  it('is off for root on Linux alone, and the message says so', () => {
    expect(on(folder.path, 0)).toBe(false);
    expect(chromiumSandbox(binary, { platform: 'darwin', uid: 0, root: folder.path, env: {} }).on).toBe(true);
    const asRoot = chooseInstalled({ ...machine({ DISPLAY: ':0' }), uid: 0 });
    expect(asRoot).toMatchObject({ sandbox: false, why: expect.stringContaining('none for root') });
    const demanding = { ...machine({ DISPLAY: ':0', HOIST_SANDBOX: 'on' }), uid: 0 };
    expect(() => chooseInstalled(demanding)).toThrow('none for root');
  });

  it.each([
    [restricted, '1\n', '0\n'],
    ['proc/sys/kernel/unprivileged_userns_clone', '0\n', '1\n'],
    ['proc/sys/user/max_user_namespaces', '0\n', '62000\n'],
  ])('is off if %s forbids it, and the message says what to do', (path, forbids, allows) => {
    const root = `restricted-${path.replaceAll('/', '-')}`;
    put(`${root}/${path}`, allows);
    expect(on(folder.at(root))).toBe(true);
    put(`${root}/${path}`, forbids);
    expect(chromiumSandbox(binary, { platform: 'linux', uid: 1000, root: folder.at(root), env: {} })).toEqual(
      {
        on: false,
        why: expect.stringContaining('npm run electron:sandbox'),
      },
    );
  });

  it('is on if a profile allows namespaces to this program', () => {
    const root = folder.at('profiled');
    put(`profiled/${restricted}`, '1\n');
    put('profiled/etc/apparmor.d/other', appArmorProfile('/opt/other/electron'));
    expect(on(root)).toBe(false);
    put('profiled/etc/apparmor.d/hoist-electron', appArmorProfile(binary));
    expect(on(root)).toBe(true);
  });

  it('is on if root owns a helper with the setuid bit; a helper of the person does not count', () => {
    put(`helped/${restricted}`, '1\n');
    put('own/electron');
    put('own/chrome-sandbox', '', 0o755);
    expect(on(folder.at('helped'), 1000, folder.at('own/electron'))).toBe(false);
    // /bin/su is root's with that bit on every Linux.
    mkdirSync(folder.at('setuid'), { recursive: true });
    symlinkSync('/bin/su', folder.at('setuid/chrome-sandbox'));
    expect(on(folder.at('helped'), 1000, folder.at('setuid/electron'))).toBe(process.platform === 'linux');
  });
});
