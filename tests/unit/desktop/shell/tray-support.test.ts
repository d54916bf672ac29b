import { describe, expect, it } from 'vitest';
import { socketPath } from '../../../../main/desktop/shell/dbus.ts';
import { traysAreShown } from '../../../../main/desktop/shell/tray-support.ts';
import { iconOf, OTHER_PROCESS, sessionBus } from '../../../support/session-bus.ts';

describe('traysAreShown', () => {
  it.each([
    ['Hoist’s own by its name', [':1.7/StatusNotifierItem', iconOf(12)], 12, true],
    ['Hoist’s own with a path behind its name', [`${iconOf(12)}/StatusNotifierItem`], 12, true],
    ['Hoist’s own by the process behind its name', [':1.42', ':1.7@/menu'], OTHER_PROCESS, true],
    [
      'only those of other programs, so that it was refused',
      [iconOf(123), ':1.7/StatusNotifierItem'],
      12,
      false,
    ],
    ['none', [], 12, false],
  ])('asks the tray for its icons on Linux: %s', async (_what, items, processId, isShown) => {
    await using bus = await sessionBus(true);
    bus.items = items;
    expect(await traysAreShown('linux', bus.address, processId)).toBe(isShown);
  });

  it('returns false on Linux without a tray', async () => {
    await using bus = await sessionBus(false);
    expect(await traysAreShown('linux', bus.address, 12)).toBe(false);
  });

  it('returns false when the bus does not respond', async () => {
    await using bus = await sessionBus(null);
    expect(await traysAreShown('linux', bus.address)).toBe(false);
  });

  it.each([undefined, '', 'unix:path=/nowhere/at/all', 'tcp:host=localhost,port=1'])(
    'none is where there is no bus at %s',
    async (address) => {
      expect(await traysAreShown('linux', address ?? '')).toBe(false);
    },
  );

  it('returns true on other systems', async () => {
    expect(await traysAreShown('win32', '')).toBe(true);
    expect(await traysAreShown('darwin', '')).toBe(true);
  });
});

it.each([
  ['unix:path=/run/user/1000/bus', '/run/user/1000/bus'],
  ['unix:path=/tmp/a%20b,guid=1;unix:path=/other', '/tmp/a b'],
  ['unix:abstract=/tmp/dbus-x,guid=1', '\0/tmp/dbus-x'],
  ['tcp:host=a,port=1;unix:path=/later', '/later'],
  ['autolaunch:', null],
])('socketPath finds the socket of %s', (address, path) => {
  expect(socketPath(address)).toBe(path);
});
