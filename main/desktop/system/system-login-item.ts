import { app } from 'electron';
import { AutostartFile } from './autostart-file.ts';
import type { LoginItem } from './login-item.ts';
import { loginState } from './login-state.ts';
import { hiddenProgram, type Program } from './own-program.ts';

/** The login item of this system. */
export function systemLoginItem(program: Program): LoginItem {
  const { path, args } = hiddenProgram(program);
  if (process.platform === 'linux') {
    const file = new AutostartFile(app.getPath('appData'), { path, args });
    file.mend();
    return file;
  }
  // macOS takes no arguments, so Hoist checks there whether it was opened at login.
  const how = process.platform === 'win32' ? { path, args: args.map(inQuotes) } : {};
  return {
    get state() {
      return loginState(process.platform, app.getLoginItemSettings(how));
    },
    set: (openAtLogin) => app.setLoginItemSettings({ openAtLogin, ...how }),
  };
}

/** Whether macOS opened Hoist at login. Other systems pass an argument. */
export function wasOpenedAtLogin(): boolean {
  return process.platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin;
}

/** Electron's documentation: “Take care to wrap paths in quotes”. */
function inQuotes(argument: string): string {
  return /\s/.test(argument) ? `"${argument}"` : argument;
}
