import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { CALL_CHANNELS, EVENT_CHANNELS } from './channels.ts';
import type { Calls, Events, HoistApi } from './contract/contract.ts';

function call<C extends keyof Calls>(
  channel: C,
  ...payload: Parameters<Calls[C]>
): Promise<ReturnType<Calls[C]>> {
  return ipcRenderer.invoke(channel, ...payload);
}

/** The listener gets the payload alone: Electron's event would hand the window the way to `ipcRenderer`. */
function subscribe<E extends keyof Events>(
  channel: E,
  listener: (...payload: Events[E]) => void,
): () => void {
  const forward = (_event: unknown, ...payload: Events[E]) => listener(...payload);
  ipcRenderer.on(channel, forward);
  return () => ipcRenderer.removeListener(channel, forward);
}

/** A file that a script made has no path, and so nothing to upload from. */
const pathsOf = (files: readonly File[]) =>
  files.map((file) => webUtils.getPathForFile(file)).filter((path) => path !== '');

/** @returns an object with a method for each entry of `channels` */
function methodsFor<C extends string>(
  channels: Readonly<Record<string, C>>,
  methodFor: (channel: C) => unknown,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(channels).map(([name, channel]) => [name, methodFor(channel)]));
}

// The tables have exactly the contract's names, so that nothing but their types is lost on the way.
const api = {
  ...methodsFor(
    CALL_CHANNELS,
    (channel) =>
      (...payload: never) =>
        call(channel, ...(payload as never)),
  ),
  ...methodsFor(EVENT_CHANNELS, (channel) => (listener: () => void) => subscribe(channel, listener)),
  platform: process.platform === 'darwin' || process.platform === 'win32' ? process.platform : 'linux',
  addFiles: async (files, retention) => call(CALL_CHANNELS.addFiles, pathsOf(files), retention),
  droppedFolder: async (files) => call(CALL_CHANNELS.droppedFolder, pathsOf(files)),
} as HoistApi;

contextBridge.exposeInMainWorld('hoist', api);
