/** `app.getPath` and `app.setPath`, by Electron's rules for Linux and with its defaults elsewhere. */
import { existsSync, mkdirSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { switchValue } from './command-line.ts';
import { notImplemented } from './strict.ts';

export type PathName = Parameters<Electron.App['getPath']>[0];

const overridden = new Map<string, string>();

export function getPath(name: PathName, appName: string): string {
  const set = overridden.get(name);
  if (set !== undefined) return set;
  switch (name) {
    case 'home':
      return homedir();
    case 'temp':
      return tmpdir();
    case 'downloads':
      return join(homedir(), 'Downloads');
    case 'exe':
      return process.execPath;
    case 'appData':
      return appData();
    case 'sessionData':
      return getPath('userData', appName);
    case 'userData': {
      const folder = switchValue('user-data-dir');
      return made(folder ? resolve(folder) : join(appData(), appName));
    }
    case 'logs':
      return made(join(getPath('userData', appName), 'logs'));
    default:
      throw notImplemented(`app.getPath('${name}')`);
  }
}

export function setPath(name: string, path: string): void {
  if (!['home', 'temp', 'appData', 'userData', 'sessionData', 'logs', 'exe'].includes(name)) {
    throw notImplemented(`app.setPath('${name}')`);
  }
  if (!existsSync(path) && name !== 'userData' && name !== 'sessionData') {
    throw new Error(`Failed to set path: ${path} does not exist`);
  }
  overridden.set(name, resolve(path));
}

function appData(): string {
  const set = overridden.get('appData');
  if (set !== undefined) return set;
  if (process.platform !== 'linux') throw notImplemented(`app.getPath('appData') on ${process.platform}`);
  return process.env['XDG_CONFIG_HOME'] || join(homedir(), '.config');
}

function made(folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}
