import { callOnBus, numberIn, stringsIn } from './dbus.ts';

/** The service that shows tray icons on a Linux desktop (freedesktop.org's StatusNotifierItem). */
const WATCHER = 'org.kde.StatusNotifierWatcher';

/**
 * Whether the desktop shows Hoist's icon now. On Linux that can change while Hoist runs: the panel is started after it
 * at login, or an extension is turned off. So it is asked whenever it matters, and not remembered. That there is a
 * watcher is not enough: it may have refused the icon (electron/electron#53213).
 */
export async function traysAreShown(
  platform: NodeJS.Platform = process.platform,
  busAddress: string | undefined = process.env['DBUS_SESSION_BUS_ADDRESS'],
  processId: number = process.pid,
): Promise<boolean> {
  if (platform !== 'linux') return true;
  if (!busAddress) return false;
  const property = await callOnBus(busAddress, {
    destination: WATCHER,
    path: '/StatusNotifierWatcher',
    interface: 'org.freedesktop.DBus.Properties',
    member: 'Get',
    arguments: [WATCHER, 'RegisteredStatusNotifierItems'],
  });
  for (const item of property === null ? [] : stringsIn(property)) {
    if (await isOfProcess(busAddress, item, processId)) return true;
  }
  return false;
}

/** @param item a name on the bus, with or without the path of an object behind it: watchers differ */
async function isOfProcess(busAddress: string, item: string, processId: number): Promise<boolean> {
  const [name = ''] = item.split(/[/@]/, 1);
  if (name === '') return false;
  // As Chromium calls its icons.
  if (name.startsWith(`org.freedesktop.StatusNotifierItem-${processId}-`)) return true;
  const owner = await callOnBus(busAddress, {
    destination: 'org.freedesktop.DBus',
    path: '/org/freedesktop/DBus',
    interface: 'org.freedesktop.DBus',
    member: 'GetConnectionUnixProcessID',
    arguments: [name],
  });
  return owner !== null && numberIn(owner) === processId;
}
