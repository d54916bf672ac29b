import { beforeEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { APP_ORIGIN } from '../../../../main/desktop/shell/app-scheme.ts';
import { Ipc } from '../../../../main/desktop/shell/ipc.ts';
import { CALL_CHANNELS } from '../../../../preload/channels.ts';

type Listener = (event: unknown, ...args: unknown[]) => unknown;

const { listeners } = vi.hoisted(() => ({ listeners: new Map<string, Listener>() }));
vi.mock('electron', () => ({
  ipcMain: { handle: (channel: string, listener: Listener) => listeners.set(channel, listener) },
}));

const channels = Object.values(CALL_CHANNELS);
const handler = { payload: [], handle: () => undefined };
const all = Object.fromEntries(channels.map((channel) => [channel, handler]));
const mainFrame = { url: `${APP_ORIGIN}/index.html` };
const sender = { mainFrame };
const window = { isDestroyed: () => false, webContents: sender };

function ipcServing(handlers: object, isGuarded = true): Ipc {
  const ipc = new Ipc({ mainWindow: { current: window as never }, dropWindow: { current: null } });
  ipc.serve(handlers as never);
  if (isGuarded) ipc.guardUploads((id) => id !== theirs);
  return ipc;
}

const mine = '497f6eca-6276-4993-bfeb-53cbbbba6f08';
const theirs = '3f2a9b14-1111-4111-8111-0000000000c9';

beforeEach(() => listeners.clear());

describe('Ipc.checkComplete', () => {
  test('passes when every channel has a handler', () => {
    expect(() => ipcServing(all).checkComplete()).not.toThrow();
  });

  test('names each channel without a handler', () => {
    const { 'queue:cancel': _, 'update:get': __, ...others } = all;
    expect(() => ipcServing(others).checkComplete()).toThrow('No feature serves queue:cancel, update:get.');
  });

  test('fails where nobody guards the uploads of other connections', () => {
    expect(() => ipcServing(all, false).checkComplete()).toThrow('Nobody guards');
  });
});

describe('an upload of another connection', () => {
  /** What the handlers of all channels get of these first arguments. */
  async function handed(first: unknown): Promise<Map<string, unknown>> {
    const got = new Map<string, unknown>();
    const payload = [z.unknown()];
    ipcServing(
      Object.fromEntries(
        channels.map((channel) => [
          channel,
          { payload, handle: (given: unknown) => void got.set(channel, given) },
        ]),
      ),
    );
    for (const channel of channels) await listeners.get(channel)?.({ sender, senderFrame: mainFrame }, first);
    return got;
  }

  test('does not reach the calls that name several', async () => {
    const withoutTheirs = [...(await handed([mine, theirs]))].filter(
      ([, given]) => Array.isArray(given) && !given.includes(theirs),
    );
    expect(withoutTheirs).toEqual(
      [
        'queue:cancel',
        'queue:retry',
        'queue:upload-again',
        'queue:convert',
        'queue:try-now',
        'queue:remove',
        'queue:copy-ids',
        'history:upload-again',
        'copy:as',
        'copy:preview',
        'copy:when-ready',
      ].map((channel) => [channel, [mine]]),
    );
  });

  test('does not reach the calls that name one', async () => {
    const hidden = [...(await handed(theirs))].filter(([, given]) => given !== theirs);
    expect(hidden.map(([channel]) => channel)).toEqual([
      'queue:open-derived',
      'details:get',
      'details:open',
      'history:reveal',
      'library:upload-text',
    ]);
    expect([...(await handed(mine))].filter(([, given]) => given !== mine)).toEqual([]);
  });
});
