/**
 * The modules `session` and, behind each window, its `webContents.session`: one default session.
 *
 * Permissions: headless Chromium asks nobody. With a handler set, every permission is denied and the handler is never
 * called; one that would grant something is not obeyed. See README.md.
 */
import { browser } from './cdp/browser.ts';
import { appIsReady } from './lifecycle.ts';

import { protocol } from './protocol.ts';
import { ProxySettings } from './proxy-settings.ts';
import { StrictEmitter, StrictObject } from './strict.ts';
import { webRequest } from './web-request.ts';

type Implemented = Pick<
  Electron.Session,
  | 'setPermissionRequestHandler'
  | 'setPermissionCheckHandler'
  | 'setDevicePermissionHandler'
  | 'setProxy'
  | 'resolveProxy'
>;

class Session extends StrictEmitter implements Implemented {
  readonly webRequest = webRequest;
  readonly protocol = protocol;

  readonly #proxy = new ProxySettings();

  constructor() {
    super('session', []);
  }

  setProxy(config: Electron.ProxyConfig): Promise<void> {
    return this.#proxy.set(config);
  }

  resolveProxy(url: string): Promise<string> {
    return this.#proxy.resolve(url);
  }

  setPermissionRequestHandler(handler: Parameters<Electron.Session['setPermissionRequestHandler']>[0]): void {
    denyAll(handler);
  }

  setPermissionCheckHandler(handler: Parameters<Electron.Session['setPermissionCheckHandler']>[0]): void {
    denyAll(handler);
  }

  setDevicePermissionHandler(handler: Parameters<Electron.Session['setDevicePermissionHandler']>[0]): void {
    denyAll(handler);
  }
}

const permissions = [
  'geolocation',
  'notifications',
  'camera',
  'microphone',
  'midi',
  'clipboard-read',
  'clipboard-write',
  'persistent-storage',
  'idle-detection',
  'local-fonts',
  'screen-wake-lock',
  'window-management',
];

function denyAll(handler: unknown): void {
  if (handler !== null && typeof handler !== 'function') throw new TypeError('Must pass null or function');
  if (handler === null) return;
  void browser().then(({ session: browserSession }) => {
    for (const name of permissions) {
      browserSession.tell('Browser.setPermission', { permission: { name }, setting: 'denied' });
    }
  });
}

export const defaultSession = new Session();

class SessionModule extends StrictObject {
  constructor() {
    super('session');
  }

  get defaultSession(): Session {
    if (!appIsReady()) throw new Error('Session can only be received when app is ready');
    return defaultSession;
  }
}

export const session = new SessionModule();
