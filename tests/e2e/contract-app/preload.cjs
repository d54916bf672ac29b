const { contextBridge, ipcRenderer, webUtils } = require('electron');

const shared = { count: 1 };

function refusal(work) {
  try {
    work();
    return null;
  } catch (error) {
    return error.message;
  }
}

contextBridge.exposeInMainWorld('contract', {
  invoke: (channel, ...args) => ipcRenderer.invoke(channel, ...args),
  /** Values that do not pass the bridge are made here, so that only ipcRenderer can refuse them. */
  invokeWithFunction: () => ipcRenderer.invoke('echo', () => 'no'),
  invokeWithClass: () =>
    ipcRenderer.invoke(
      'describe',
      new (class Point {
        x = 1;
      })(),
    ),
  invokeWithCircle: () => {
    const circle = {};
    circle.self = circle;
    return ipcRenderer.invoke('describe', circle);
  },
  send: (channel, ...args) => ipcRenderer.send(channel, ...args),
  hear: (channel, listener) => {
    const heard = (_event, ...args) => listener(...args);
    ipcRenderer.on(channel, heard);
    return () => ipcRenderer.removeListener(channel, heard);
  },
  paths: (files) => files.map((file) => webUtils.getPathForFile(file)),
  pathOf: (value) => webUtils.getPathForFile(value),
  nested: { deep: { list: [1, { two: 2 }], when: new Date(0) } },
  shared,
  countUp: () => ++shared.count,
  answerNow: () => 42,
  answerLater: async () => ({ later: new Set([1]) }),
  callBack: async (callback) => `page said ${await callback('ping')}`,
  same: (callback) => callback,
  fail: () => {
    throw Object.assign(new TypeError('bridge is out'), { code: 'EBRIDGE' });
  },
  failLater: async () => {
    throw Object.assign(new TypeError('bridge is out later'), { code: 'EBRIDGE' });
  },
  describe: (value) => Object.prototype.toString.call(value) + (value?.constructor === Object),
  exposeAgain: () => refusal(() => contextBridge.exposeInMainWorld('contract', {})),
  node: async () => ({
    immediate: await new Promise((resolve) => setImmediate(resolve, 'came')),
    timers: require('node:timers').setTimeout === setTimeout,
    url: new (require('node:url').URL)('app://contract/a?b').search,
    buffer: typeof Buffer,
  }),
  world: () => ({
    platform: process.platform,
    requireFs: refusal(() => require('node:fs')),
    seesPage: typeof globalThis.pageWasHere,
    document: document.title,
    ownMap: [1, 2].map((n) => n * 2),
  }),
});
