import { expect, test } from 'vitest';
import { asksForLinks, mayNotify } from '../../../../main/desktop/system/passing-copy.ts';

const installed = { platform: 'win32', isPackaged: true, environment: {} } as const;

test('Hoist asks Windows for links where the app stays in its place', () => {
  expect(asksForLinks('win32', true, {})).toBe(true);
  expect(asksForLinks('win32', true, { PORTABLE_EXECUTABLE_FILE: 'D:\\Hoist.exe' })).toBe(false);
});

test('Hoist asks for no links where the installed app declares them, nor in development', () => {
  expect(asksForLinks('darwin', true, {})).toBe(false);
  expect(asksForLinks('linux', true, {})).toBe(false);
  expect(asksForLinks('win32', false, {})).toBe(false);
});

test('Hoist notifies on Windows where it is installed', () => {
  expect(mayNotify(installed)).toBe(true);
});

test('Hoist leaves no Start-menu link of a program that will be gone, which a notification would write', () => {
  expect(mayNotify({ ...installed, environment: { PORTABLE_EXECUTABLE_FILE: 'D:\\Hoist.exe' } })).toBe(false);
  expect(mayNotify({ ...installed, isPackaged: false })).toBe(false);
});

test('Hoist notifies on other systems, which need no link for it', () => {
  expect(mayNotify({ ...installed, platform: 'linux', isPackaged: false })).toBe(true);
  expect(mayNotify({ ...installed, platform: 'darwin', isPackaged: false })).toBe(true);
});
