import { describe, expect, it } from 'vitest';
import { socketPath } from '../../../main/desktop/session-bus.ts';
import { traysAreShown } from '../../../main/desktop/tray-host.ts';
import { sessionBus } from '../../support/session-bus.ts';

describe('whether a tray icon is seen', () => {
  it.each([true, false])('on Linux, it is asked of the session bus: %s', async (isThere) => {
    await using bus = await sessionBus(isThere);
    expect(await traysAreShown('linux', bus.address)).toBe(isThere);
  });

  it('a bus that does not answer shows none', async () => {
    await using bus = await sessionBus(null);
    expect(await traysAreShown('linux', bus.address)).toBe(false);
  });

  it.each([undefined, '', 'unix:path=/nowhere/at/all', 'tcp:host=localhost,port=1'])(
    'none is where there is no bus at %s',
    async (address) => {
      expect(await traysAreShown('linux', address ?? '')).toBe(false);
    },
  );

  it('elsewhere there always is one', async () => {
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
])('the socket of %s', (address, path) => {
  expect(socketPath(address)).toBe(path);
});
