/**
 * What a sandboxed preload has of Node: `timers` and `url`, `setImmediate` and `clearImmediate`. Electron polyfills
 * `events` and `Buffer` as well (docs/tutorial/sandbox.md); here they are refused by name when they are used.
 */

export function preloadRefusal(name: string): never {
  throw new Error(`not implemented: electron.sandboxed preload: ${name}`);
}

export function preloadNode() {
  const refused = (name: string) => {
    const refuse = () => preloadRefusal(name);
    return new Proxy(() => undefined, { get: refuse, apply: refuse, construct: refuse });
  };
  const setImmediate = (work: (...args: unknown[]) => void, ...args: unknown[]) =>
    setTimeout(work, 0, ...args);
  const clearImmediate = (id: number) => clearTimeout(id);
  const timers = { setTimeout, clearTimeout, setInterval, clearInterval, setImmediate, clearImmediate };
  const url = { URL, URLSearchParams };
  return { timers, url, setImmediate, clearImmediate, buffer: refused('Buffer') };
}
