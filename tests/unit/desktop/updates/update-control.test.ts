import { describe, expect, it } from 'vitest';
import {
  canUpdate,
  isQuiet,
  UpdateControl,
  updaterSettings,
} from '../../../../main/desktop/updates/update-control.ts';
import type { UpdateNotice } from '../../../../preload/contract/contract.ts';
import { VirtualClock } from '../../../support/virtual-clock.ts';

const HOUR_MS = 3_600_000;

/** A control whose updater finds these versions one after the other; an error is a look that failed. */
function looking(...found: (string | null | Error)[]) {
  const clock = new VirtualClock();
  const told: UpdateNotice[] = [];
  const state = { quiet: true, installed: 0, looks: 0, left: 0 };
  const control = new UpdateControl({
    clock,
    isQuiet: () => state.quiet,
    changed: (notice) => told.push(notice),
    updater: async () => ({
      async fetch() {
        const next = found[state.looks] ?? null;
        state.looks += 1;
        if (next instanceof Error) throw next;
        return next;
      },
      install: () => {
        state.installed += 1;
      },
      leaveForLater: () => {
        state.left += 1;
      },
    }),
  });
  control.start();
  const turnQuiet = (quiet: boolean) => {
    state.quiet = quiet;
    control.handleQueueChange();
  };
  return { clock, told, state, control, turnQuiet };
}

describe('UpdateControl', () => {
  it('offers a new version once it is downloaded, and installs it on request', async () => {
    const { clock, told, state, control } = looking('2.0.0');
    expect(control.notice).toEqual({ kind: 'none' });
    await clock.advance(HOUR_MS);
    expect(told).toEqual([{ kind: 'ready', version: '2.0.0' }]);
    expect([state.looks, await control.restart(), state.installed]).toEqual([1, true, 1]);
  });

  it('withholds a new version while uploads run, also new ones', async () => {
    const { clock, told, state, turnQuiet, control } = looking('2.0.0');
    state.quiet = false;
    await clock.advance(HOUR_MS);
    expect(await control.restart()).toBe(false);
    for (const quiet of [false, true, true, false]) turnQuiet(quiet);
    expect(told.map(({ kind }) => kind)).toEqual(['waiting', 'ready', 'waiting']);
    expect([await control.restart(), state.installed]).toEqual([false, 0]);
  });

  it('installs nothing where uploads began after the offer', async () => {
    const { clock, state, control } = looking('2.0.0');
    await clock.advance(HOUR_MS);
    state.quiet = false;
    expect([control.notice.kind, await control.restart(), state.installed]).toEqual(['ready', false, 0]);
  });

  it('checks every six hours, also after a failed check, and offers the latest version', async () => {
    const { clock, told, state } = looking(new Error('offline'), null, '2.0.0', null, '2.1.0');
    await clock.advance(6 * HOUR_MS);
    expect(told).toEqual([]);
    await clock.advance(24 * HOUR_MS);
    expect(state.looks).toBe(5);
    expect(told.map((notice) => ('version' in notice ? notice.version : null))).toEqual(['2.0.0', '2.1.0']);
  });

  it('offers and installs nothing without a new version', async () => {
    const { clock, told, state, control, turnQuiet } = looking();
    await clock.advance(HOUR_MS);
    turnQuiet(true);
    expect([told, await control.restart(), state.installed]).toEqual([[], false, 0]);
  });

  it('installs nothing when the system ends the session, which would end the installer half-way', async () => {
    const { clock, state, control } = looking('2.0.0');
    control.endSession();
    expect(state.left).toBe(0);
    await clock.advance(HOUR_MS);
    control.endSession();
    expect([state.left, state.installed]).toEqual([1, 0]);
  });

  it('stops checking when it is stopped', async () => {
    const { clock, state, control } = looking('2.0.0');
    control.stop();
    await clock.advance(24 * HOUR_MS);
    expect(state.looks).toBe(0);
  });
});

describe('isQuiet', () => {
  const open = { kind: 'open' } as const;
  const busy = { idle: false, paused: false, status: open, running: { all: 0, sending: 0 } };
  it.each([
    ['where nothing is left to do', { ...busy, idle: true }, true],
    ['but where the next file is about to begin', busy, false],
    ['and while the queue is paused', { ...busy, paused: true }, true],
    [
      'but while what had begun comes to its end',
      { ...busy, paused: true, running: { all: 1, sending: 1 } },
      false,
    ],
    ['and while a wrong setting stops all', { ...busy, status: { kind: 'disk', code: 'io' } as const }, true],
    [
      'but while it is only offline',
      {
        ...busy,
        status: { kind: 'offline', untilMs: 0, message: { code: 'plain', because: '' } } as const,
      },
      false,
    ],
  ])('%s', (_what, queue, quiet) => {
    expect(isQuiet(queue)).toBe(quiet);
  });
});

describe('canUpdate', () => {
  it.each<[string, NodeJS.Platform, boolean, Readonly<Record<string, string>>, boolean]>([
    ['in development', 'darwin', false, {}, false],
    ['on macOS', 'darwin', true, {}, true],
    ['installed on Windows', 'win32', true, {}, true],
    ['portable on Windows', 'win32', true, { PORTABLE_EXECUTABLE_DIR: 'E:\\' }, false],
    ['AppImage', 'linux', true, { APPIMAGE: '/home/ada/Hoist.AppImage' }, true],
    ['deb or rpm', 'linux', true, {}, false],
    ['another system', 'freebsd', true, {}, false],
  ])('%s', (_what, platform, isPackaged, environment, can) => {
    expect(canUpdate({ platform, isPackaged, environment })).toBe(can);
  });
});

describe('updaterSettings', () => {
  it('take pre-releases for the beta channel alone, and never an older version', () => {
    expect(updaterSettings('stable')).toEqual({
      channel: 'latest',
      allowPrerelease: false,
      allowDowngrade: false,
    });
    expect(updaterSettings('beta')).toEqual({
      channel: 'beta',
      allowPrerelease: true,
      allowDowngrade: false,
    });
  });

  it('forbid downgrades last, since electron-updater allows them with each channel', () => {
    expect(Object.keys(updaterSettings('beta')).at(-1)).toBe('allowDowngrade');
  });
});
