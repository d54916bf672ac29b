import type { LoginItemSettings } from 'electron';
import type { SystemState } from '../../../preload/contract/contract.ts';

type Settings = Pick<LoginItemSettings, 'openAtLogin' | 'status' | 'executableWillLaunchAtLogin'>;

/** What Electron tells of the login item. On Windows, it may be there and yet be turned off in the Task Manager. */
export function loginState(platform: NodeJS.Platform, settings: Settings): SystemState['startAtLogin'] {
  if (platform === 'win32')
    return settings.openAtLogin && settings.executableWillLaunchAtLogin ? 'on' : 'off';
  if (settings.status === 'requires-approval') return 'needs-approval';
  return settings.openAtLogin ? 'on' : 'off';
}
