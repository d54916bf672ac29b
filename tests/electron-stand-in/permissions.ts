/**
 * What `session`'s permission handlers say to a page. Headless Chromium asks nobody: with any handler set it denies
 * everything, and the handlers are told what the page asks for. One that grants cannot be obeyed.
 */
import { browser } from './cdp/browser.ts';
import { originOf } from './origins.ts';
import { notImplemented } from './strict.ts';
import type { WebContents } from './window/web-contents.ts';

export type RequestHandler = Parameters<Electron.Session['setPermissionRequestHandler']>[0];
export type CheckHandler = Parameters<Electron.Session['setPermissionCheckHandler']>[0];
export type DeviceHandler = Parameters<Electron.Session['setDevicePermissionHandler']>[0];

let request: RequestHandler = null;
let check: CheckHandler = null;

export const permissionHandlers = {
  setRequest(handler: RequestHandler): void {
    denyAll(handler);
    request = handler;
  },
  setCheck(handler: CheckHandler): void {
    denyAll(handler);
    check = handler;
  },
  /** No page asks for a device here: each would have to be chosen by a person first. */
  setDevice(handler: DeviceHandler): void {
    denyAll(handler);
  },
};

/** The page of `sender` asks for a permission, or only whether it has it. */
export function askForPermission(sender: WebContents, permission: string, isRequest: boolean): void {
  const contents = sender as unknown as Electron.WebContents;
  const details = { isMainFrame: true, requestingUrl: sender.getURL() };
  const answer = (isGranted: boolean) => {
    if (isGranted) throw notImplemented(`session: a permission handler that grants '${permission}'`);
  };
  if (isRequest) {
    type Asked = Parameters<NonNullable<RequestHandler>>;
    request?.(contents, permission as Asked[1], answer, details as Asked[3]);
    return;
  }
  type Checked = Parameters<NonNullable<CheckHandler>>;
  const origin = originOf(details.requestingUrl);
  answer(check?.(contents, permission as Checked[1], origin, details as Checked[3]) ?? false);
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
  void browser().then(({ session }) => {
    for (const name of permissions) {
      session.tell('Browser.setPermission', { permission: { name }, setting: 'denied' });
    }
  });
}
