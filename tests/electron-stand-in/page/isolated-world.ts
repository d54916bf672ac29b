/** What a sandboxed preload finds: `require('electron')` with three modules, a little of `process` and of Node. */
import type { decodeClone as Decode, encodeClone as Encode } from './clone-codec.ts';
import type { FilePaths } from './file-paths.ts';
import type { PageIpc, ToPage } from './ipc-renderer.ts';
import { preloadNode, preloadRefusal } from './preload-modules.ts';
import type { WorldBridge } from './world-bridge.ts';

export interface IsolatedWorldParts {
  readonly bridge: WorldBridge;
  readonly ipc: PageIpc;
  readonly files: FilePaths;
  readonly codec: { encode: typeof Encode; decode: typeof Decode };
  readonly preloadPath: string;
  /** Where the main process finds the way in for messages. */
  readonly receiveName: string;
  readonly process: {
    readonly platform: string;
    readonly arch: string;
    readonly versions: Record<string, string>;
  };
}

export type PreloadFunction = (
  require: (id: string) => unknown,
  process: object,
  Buffer: unknown,
  global: typeof globalThis,
  setImmediate: unknown,
  clearImmediate: unknown,
  exports: object,
  module: object,
) => void;

export function startIsolatedWorld(parts: IsolatedWorldParts, preload: PreloadFunction): void {
  const { bridge, ipc, files } = parts;
  bridge.onArrival = (value) => files.note(value);
  bridge.onPermission = (permission, isRequest) => ipc.tellPermission(permission, isRequest);
  deliverMessages(parts);

  const chained =
    (change: (...args: never[]) => void) =>
    (...args: unknown[]) => {
      change(...(args as never[]));
      return ipcRenderer;
    };
  const listen = (channel: string, listener: () => void) => ipc.on(channel, listener);
  const unlisten = (channel: string, listener: () => void) => ipc.off(channel, listener);
  const ipcRenderer: object = throwOnUnknown('ipcRenderer', {
    invoke: (channel: string, ...args: unknown[]) => ipc.invoke(channel, ...args),
    send: (channel: string, ...args: unknown[]) => ipc.send(channel, ...args),
    on: chained(listen),
    addListener: chained(listen),
    once: chained((channel: string, listener: () => void) => ipc.on(channel, listener, true)),
    off: chained(unlisten),
    removeListener: chained(unlisten),
    removeAllListeners: chained((channel?: string) => ipc.removeAll(channel)),
  });
  const electron = throwOnUnknown('', {
    ipcRenderer,
    contextBridge: throwOnUnknown('contextBridge', {
      exposeInMainWorld: (key: string, api: unknown) => bridge.expose(key, api),
    }),
    webUtils: throwOnUnknown('webUtils', { getPathForFile: (file: File) => files.pathOf(file) }),
  });
  const node = preloadNode();
  const require = (id: string) => {
    if (id === 'electron' || id === 'electron/renderer' || id === 'electron/common') return electron;
    const name = id.replace(/^node:/, '');
    if (name === 'timers') return throwOnUnknown('sandboxed preload: timers', node.timers);
    if (name === 'url') return throwOnUnknown('sandboxed preload: url', node.url);
    if (name === 'events') return preloadRefusal('events');
    throw new Error(`module not found: ${id}`);
  };
  const process = throwOnUnknown('process', {
    ...parts.process,
    type: 'renderer',
    sandboxed: true,
    contextIsolated: true,
  });
  const module = { exports: {} };
  try {
    const { buffer, setImmediate, clearImmediate } = node;
    preload(require, process, buffer, globalThis, setImmediate, clearImmediate, module.exports, module);
  } catch (error) {
    // As Electron says it; the page itself loads without its bridge.
    console.error(`Unable to load preload script: ${parts.preloadPath}`);
    console.error(error);
    ipc.tellPreloadError(error);
  }
}

/** Messages that come while the page stands in `getPathForFile` wait until the running task is over. */
export function deliverMessages({ ipc, files, receiveName }: IsolatedWorldParts): void {
  const held: ToPage[] = [];
  const flush = () => {
    for (const message of held.splice(0)) ipc.receive(message);
  };
  files.onAsked = () => {
    if (held.length > 0) setTimeout(flush);
  };
  const receive = (text: string) => {
    held.push(JSON.parse(text) as ToPage);
    if (!files.isAsking) flush();
  };
  Object.defineProperty(globalThis, receiveName, { value: receive });
}

export function throwOnUnknown<T extends object>(name: string, members: T): T {
  return new Proxy(members, {
    get(target, key, receiver) {
      if (key in target || typeof key === 'symbol' || key === 'then' || key === 'toJSON') {
        return Reflect.get(target, key, receiver);
      }
      throw new Error(`not implemented: electron.${name === '' ? '' : `${name}.`}${key}`);
    },
  });
}
