import { expect, it } from 'vitest';
import { type Closing, decideClosing } from '../../../../main/desktop/windows/close-policy.ts';

type State = Parameters<typeof decideClosing>[0];

const usual: State = {
  platform: 'linux',
  keepInTray: true,
  hasTray: true,
  isMinimised: false,
  isOnWayland: false,
};

it.each<[string, Partial<State>, Closing]>([
  ['goes on in the tray', {}, 'hide'],
  ['goes on in the tray on Windows', { platform: 'win32' }, 'hide'],
  ['goes on in the tray from the task bar as well', { isMinimised: true }, 'hide'],
  ['stays in reach where there is no tray', { hasTray: false }, 'minimise'],
  ['ends where it is closed for good out of the task bar', { hasTray: false, isMinimised: true }, 'quit'],
  [
    'asks on Wayland without a tray, where nobody sees what is minimised',
    { hasTray: false, isOnWayland: true },
    'ask',
  ],
  ['goes on in the tray of Wayland', { isOnWayland: true }, 'hide'],
  ['ends on Wayland where the person wants no tray', { keepInTray: false, isOnWayland: true }, 'quit'],
  ['ends where the person wants no tray', { keepInTray: false }, 'quit'],
  ['stays in the dock of a Mac', { platform: 'darwin' }, 'close'],
  [
    'stays in the dock of a Mac whatever else holds',
    { platform: 'darwin', keepInTray: false, hasTray: false },
    'close',
  ],
])('a closed window %s', (_what, state, expected) => {
  expect(decideClosing({ ...usual, ...state })).toBe(expected);
});
