import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { Calls, Events, HoistApi } from './contract.ts';

function call<C extends keyof Calls>(
  channel: C,
  ...payload: Parameters<Calls[C]>
): Promise<ReturnType<Calls[C]>> {
  return ipcRenderer.invoke(channel, ...payload);
}

/** The listener gets the payload alone: Electron's event would hand the window the way to `ipcRenderer`. */
function subscribe<E extends keyof Events>(channel: E, listener: (payload: Events[E]) => void): () => void {
  const forward = (_event: unknown, payload: Events[E]) => listener(payload);
  ipcRenderer.on(channel, forward);
  return () => ipcRenderer.removeListener(channel, forward);
}

const api: HoistApi = {
  platform: process.platform === 'darwin' || process.platform === 'win32' ? process.platform : 'linux',
  snapshot: () => call('queue:snapshot'),
  onPatch: (listener) => subscribe('queue:patch', listener),
  addFiles: async (files, retention) => {
    // A file that was made by script has no path, and so nothing to upload from.
    const paths = files.map((file) => webUtils.getPathForFile(file)).filter((path) => path !== '');
    return call('queue:add', paths, retention);
  },
  choose: (what, retention) => call('queue:choose', what, retention),
  cancel: (ids) => call('queue:cancel', ids),
  retry: (ids) => call('queue:retry', ids),
  uploadAgain: (ids) => call('queue:upload-again', ids),
  setPaused: (paused) => call('queue:set-paused', paused),
  tryNow: (ids) => call('queue:try-now', ids),
  remove: (ids) => call('queue:remove', ids),
  copyIds: (ids) => call('queue:copy-ids', ids),
  connection: () => call('connection:get'),
  onConnection: (listener) => subscribe('connection:changed', listener),
  testConnection: (draft) => call('connection:test', draft),
  saveConnection: (draft) => call('connection:save', draft),
  useSandbox: () => call('connection:use-sandbox'),
  leaveSandbox: () => call('connection:leave-sandbox'),
};

contextBridge.exposeInMainWorld('hoist', api);
