import { posix, win32 } from 'node:path';
import { firstOnPath, isExecutable } from './on-path.ts';

const LINUX = [
  ...['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
  ...['microsoft-edge', 'microsoft-edge-stable'],
];
const MAC = ['Google Chrome', 'Microsoft Edge', 'Chromium'];
const WINDOWS = [
  'Google\\Chrome\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
  'Chromium\\Application\\chrome.exe',
];

/**
 * A browser of Chromium's kind, from where each system keeps programs: those for everybody and a person's own.
 * @param home the person's home folder
 * @returns null where there is none
 */
export function installedBrowser(
  platform: NodeJS.Platform,
  env: NodeJS.ProcessEnv,
  home: string,
): string | null {
  if (platform === 'linux') return firstOnPath(LINUX, env['PATH']);
  return placesOf(platform, env, home).find(isExecutable) ?? null;
}

/** Chrome, then Edge, then Chromium: the most likely first. */
export function placesOf(platform: NodeJS.Platform, env: NodeJS.ProcessEnv, home: string): readonly string[] {
  if (platform === 'darwin') {
    return MAC.flatMap((name) =>
      ['/Applications', posix.join(home, 'Applications')].map((folder) =>
        posix.join(folder, `${name}.app/Contents/MacOS/${name}`),
      ),
    );
  }
  if (platform !== 'win32') return [];
  const folders = ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA'].flatMap((name) => env[name] || []);
  return WINDOWS.flatMap((place) => folders.map((folder) => win32.join(folder, place)));
}
