/** What the page's own world gets: the other end of the bridge, and the exposed APIs as frozen properties. */
import { watchPermissions } from './permissions.ts';
import type { WorldBridge } from './world-bridge.ts';

export function startMainWorld(bridge: WorldBridge): void {
  watchPermissions((permission, isRequest) => bridge.tellPermission(permission, isRequest));
  bridge.onExpose = (key, packed) => {
    if (Object.hasOwn(window, key)) {
      throw new Error(`Cannot bind an API on top of an existing property on the window object`);
    }
    const value = deepFreeze(bridge.unpack(packed));
    Object.defineProperty(window, key, { value, enumerable: true, writable: false, configurable: false });
  };
}

export function deepFreeze(value: unknown): unknown {
  const isObject = (typeof value === 'object' && value !== null) || typeof value === 'function';
  if (!isObject || ArrayBuffer.isView(value) || Object.isFrozen(value)) return value;
  for (const key of Object.getOwnPropertyNames(value)) deepFreeze(Reflect.get(value, key));
  return Object.freeze(value);
}
