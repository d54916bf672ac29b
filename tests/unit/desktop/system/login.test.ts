import { describe, expect, it } from 'vitest';
import { loginState } from '../../../../main/desktop/system/login-state.ts';
import { hiddenProgram, ownProgram } from '../../../../main/desktop/system/own-program.ts';
import { decideStarting } from '../../../../main/desktop/windows/decide-first-window.ts';

const told = { openAtLogin: true, executableWillLaunchAtLogin: true, status: 'enabled' } as const;

describe('the login item', () => {
  it('on Windows is off where the Task Manager has turned it off', () => {
    expect(loginState('win32', told)).toBe('on');
    expect(loginState('win32', { ...told, executableWillLaunchAtLogin: false })).toBe('off');
    expect(loginState('win32', { ...told, openAtLogin: false })).toBe('off');
  });

  it('on a Mac may have to be allowed by the person', () => {
    expect(loginState('darwin', told)).toBe('on');
    expect(loginState('darwin', { ...told, openAtLogin: false, status: 'not-registered' })).toBe('off');
    expect(loginState('darwin', { ...told, openAtLogin: false, status: 'requires-approval' })).toBe(
      'needs-approval',
    );
  });
});

describe('the program that is started', () => {
  const place = { execPath: '/opt/Hoist/hoist', appPath: '/src/hoist', isPackaged: true, environment: {} };

  it('is the one that the person has', () => {
    expect(ownProgram(place)).toEqual({ path: '/opt/Hoist/hoist', args: [] });
    expect(ownProgram({ ...place, environment: { APPIMAGE: '/home/ada/Hoist.AppImage' } }).path).toBe(
      '/home/ada/Hoist.AppImage',
    );
    expect(ownProgram({ ...place, environment: { PORTABLE_EXECUTABLE_FILE: 'D:\\Hoist.exe' } }).path).toBe(
      'D:\\Hoist.exe',
    );
  });

  it('is Electron with the app while the app is being worked on', () => {
    expect(hiddenProgram(ownProgram({ ...place, isPackaged: false }))).toEqual({
      path: '/opt/Hoist/hoist',
      args: ['/src/hoist', '--hidden'],
    });
  });
});

describe('the first window', () => {
  it.each([
    ['is shown where the person started Hoist', 'linux', false, true, 'show'],
    ['is not opened at login', 'linux', true, true, 'hidden'],
    ['is in reach where no tray is', 'linux', true, false, 'minimised'],
    ['is not opened at login on Windows', 'win32', true, true, 'hidden'],
    ['is opened from the dock on a Mac', 'darwin', true, false, 'hidden'],
  ] as const)('%s', (_what, platform, isHidden, hasTray, expected) => {
    expect(decideStarting({ platform, isHidden, hasTray })).toBe(expected);
  });
});
