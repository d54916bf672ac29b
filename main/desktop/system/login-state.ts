import type { LoginItemSettings } from 'electron';
import type { SystemState } from '../../../preload/contract/contract.ts';

type Eta = Pick<LoginItemSettings, 'openAtLogin' | 'status' | 'executableWillLaunchAtLogin'>;

/** What Electron tells of the login item. On Windows, it may be there and yet be turned off in the Task Manager. */
export function loginState(platform: NodeJS.Platform, told: Eta): SystemState['startAtLogin'] {
  if (platform === 'win32') return told.openAtLogin && told.executableWillLaunchAtLogin ? 'on' : 'off';
  if (told.status === 'requires-approval') return 'needs-approval';
  return told.openAtLogin ? 'on' : 'off';
}
