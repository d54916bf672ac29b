import { expect, it } from 'vitest';
import { mayNotify } from '../../../../main/desktop/status/may-notify.ts';

const installed = { platform: 'win32', isPackaged: true, environment: {} } as const;

it('Hoist notifies on Windows where it is installed', () => {
  expect(mayNotify(installed)).toBe(true);
});

it('Hoist leaves no Start-menu link of a program that will be gone, which a notification would write', () => {
  expect(mayNotify({ ...installed, environment: { PORTABLE_EXECUTABLE_FILE: 'D:\\Hoist.exe' } })).toBe(false);
  expect(mayNotify({ ...installed, isPackaged: false })).toBe(false);
});

it('Hoist notifies on other systems, which need no link for it', () => {
  expect(mayNotify({ ...installed, platform: 'linux', isPackaged: false })).toBe(true);
  expect(mayNotify({ ...installed, platform: 'darwin', isPackaged: false })).toBe(true);
});
