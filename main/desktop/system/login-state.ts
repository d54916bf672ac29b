import type { LoginItemSettings } from 'electron';
import type { SystemState } from '../../../preload/contract/contract.ts';

type Settings = Pick<LoginItemSettings, 'openAtLogin' | 'status' | 'executableWillLaunchAtLogin'>;

/** @returns the state of the login item. On Windows, the Task Manager may have turned it off. */
export function loginState(platform: NodeJS.Platform, settings: Settings): SystemState['startAtLogin'] {
  if (platform === 'win32')
    return settings.openAtLogin && settings.executableWillLaunchAtLogin ? 'on' : 'off';
  if (settings.status === 'requires-approval') return 'needs-approval';
  return settings.openAtLogin ? 'on' : 'off';
}
