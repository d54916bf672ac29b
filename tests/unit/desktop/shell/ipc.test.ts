import { expect, test, vi } from 'vitest';
import { Ipc } from '../../../../main/desktop/shell/ipc.ts';
import { CALL_CHANNELS } from '../../../../preload/channels.ts';

vi.mock('electron', () => ({ ipcMain: { handle: () => {} } }));

const handler = { payload: [], handle: () => undefined };
const all = Object.fromEntries(Object.values(CALL_CHANNELS).map((channel) => [channel, handler]));

function ipcServing(handlers: object): Ipc {
  const ipc = new Ipc({ mainWindow: { current: null }, dropWindow: { current: null } });
  ipc.serve(handlers as never);
  return ipc;
}

test('Ipc.checkComplete passes when every channel has a handler', () => {
  expect(() => ipcServing(all).checkComplete()).not.toThrow();
});

test('Ipc.checkComplete names each channel without a handler', () => {
  const { 'queue:cancel': _, 'update:get': __, ...others } = all;
  expect(() => ipcServing(others).checkComplete()).toThrow('No feature serves queue:cancel, update:get.');
});
