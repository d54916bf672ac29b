/** Tells of what the page asks a permission for, before the browser, which denies everything, answers it. */

export type TellPermission = (permission: string, isRequest: boolean) => void;

/** Electron's names for them: docs/api/session.md, `setPermissionRequestHandler` and `setPermissionCheckHandler`. */
export function watchPermissions(tell: TellPermission): void {
  const watch = (owner: object | undefined, method: string, told: (args: unknown[]) => void) => {
    const original: unknown = owner && Reflect.get(owner, method);
    if (owner === undefined || typeof original !== 'function') return;
    const asked = function (this: unknown, ...args: unknown[]): unknown {
      told(args);
      return Reflect.apply(original, this, args);
    };
    Object.defineProperty(owner, method, { value: asked, writable: true, configurable: true });
  };
  const request = (permission: string) => () => tell(permission, true);
  const [geolocation, media] = [globalThis.Geolocation, globalThis.MediaDevices];
  watch(globalThis.Notification, 'requestPermission', request('notifications'));
  for (const method of ['getCurrentPosition', 'watchPosition'])
    watch(geolocation?.prototype, method, request('geolocation'));
  watch(media?.prototype, 'getUserMedia', request('media'));
  watch(media?.prototype, 'getDisplayMedia', request('display-capture'));
  for (const method of ['read', 'readText'])
    watch(globalThis.Clipboard?.prototype, method, request('clipboard-read'));
  for (const method of ['write', 'writeText'])
    watch(globalThis.Clipboard?.prototype, method, request('clipboard-sanitized-write'));
  watch(globalThis.Permissions?.prototype, 'query', ([descriptor]) => {
    const { name } = Object(descriptor) as { name?: unknown };
    if (typeof name === 'string') tell(name === 'camera' || name === 'microphone' ? 'media' : name, false);
  });
}
