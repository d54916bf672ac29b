import { expect, it } from 'vitest';
import { asksForLinks } from '../../../../main/desktop/app/asks-for-links.ts';

it('asks Windows for links, where the app stays in its place', () => {
  expect(asksForLinks('win32', true, {})).toBe(true);
  expect(asksForLinks('win32', true, { PORTABLE_EXECUTABLE_FILE: 'D:\\Hoist.exe' })).toBe(false);
});

it('registers nothing where the installed app says it, nor for an app that is being worked on', () => {
  expect(asksForLinks('darwin', true, {})).toBe(false);
  expect(asksForLinks('linux', true, {})).toBe(false);
  expect(asksForLinks('win32', false, {})).toBe(false);
});
