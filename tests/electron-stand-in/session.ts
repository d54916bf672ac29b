/** The modules `session` and, behind each window, its `webContents.session`: one default session. */
import { appIsReady } from './lifecycle.ts';
import {
  type CheckHandler,
  type DeviceHandler,
  permissionHandlers,
  type RequestHandler,
} from './permissions.ts';
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

  setPermissionRequestHandler(handler: RequestHandler): void {
    permissionHandlers.setRequest(handler);
  }

  setPermissionCheckHandler(handler: CheckHandler): void {
    permissionHandlers.setCheck(handler);
  }

  setDevicePermissionHandler(handler: DeviceHandler): void {
    permissionHandlers.setDevice(handler);
  }
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
