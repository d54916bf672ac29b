import { describe, expect, it } from 'vitest';
import { loginState } from '../../../../main/desktop/system/login-state.ts';
import { hiddenProgram, ownProgram } from '../../../../main/desktop/system/own-program.ts';
import { decideStarting } from '../../../../main/desktop/windows/decide-first-window.ts';

const told = { openAtLogin: true, executableWillLaunchAtLogin: true, status: 'enabled' } as const;

describe('loginState', () => {
  it('is off on Windows where the Task Manager has turned it off', () => {
    expect(loginState('win32', told)).toBe('on');
    expect(loginState('win32', { ...told, executableWillLaunchAtLogin: false })).toBe('off');
    expect(loginState('win32', { ...told, openAtLogin: false })).toBe('off');
  });

  it('may need approval on macOS', () => {
    expect(loginState('darwin', told)).toBe('on');
    expect(loginState('darwin', { ...told, openAtLogin: false, status: 'not-registered' })).toBe('off');
    expect(loginState('darwin', { ...told, openAtLogin: false, status: 'requires-approval' })).toBe(
      'needs-approval',
    );
  });
});

describe('ownProgram', () => {
  const place = { execPath: '/opt/Hoist/hoist', appPath: '/src/hoist', isPackaged: true, environment: {} };

  it('returns the file that the person started', () => {
    expect(ownProgram(place)).toEqual({ path: '/opt/Hoist/hoist', args: [] });
    expect(ownProgram({ ...place, environment: { APPIMAGE: '/home/ada/Hoist.AppImage' } }).path).toBe(
      '/home/ada/Hoist.AppImage',
    );
    expect(ownProgram({ ...place, environment: { PORTABLE_EXECUTABLE_FILE: 'D:\\Hoist.exe' } }).path).toBe(
      'D:\\Hoist.exe',
    );
  });

  it('returns Electron with the app in development', () => {
    expect(hiddenProgram(ownProgram({ ...place, isPackaged: false }))).toEqual({
      path: '/opt/Hoist/hoist',
      args: ['/src/hoist', '--hidden'],
    });
  });
});

describe('decideStarting', () => {
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
