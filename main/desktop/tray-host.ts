import { ownsName } from './session-bus.ts';

/** Who shows tray icons on a Linux desktop (freedesktop.org's StatusNotifierItem); where nobody does, none is seen. */
const WATCHER = 'org.kde.StatusNotifierWatcher';

/**
 * Whether the desktop shows tray icons now. On Linux that can change while Hoist runs: the panel is started after it
 * at login, or an extension is turned off. So it is asked whenever it matters, and not remembered.
 */
export function traysAreShown(
  platform: NodeJS.Platform = process.platform,
  busAddress: string | undefined = process.env['DBUS_SESSION_BUS_ADDRESS'],
): Promise<boolean> {
  if (platform !== 'linux') return Promise.resolve(true);
  return busAddress ? ownsName(busAddress, WATCHER) : Promise.resolve(false);
}
