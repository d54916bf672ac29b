/** What is known before the app's first line runs. `run.ts` sets it, everything else reads it. */
import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';

interface PackageJson {
  readonly name?: string;
  readonly productName?: string;
  readonly version?: string;
  readonly main?: string;
}

export interface Runtime {
  /** What `app.getAppPath()` answers. */
  readonly appPath: string;
  /** The app's main script. */
  readonly entry: string;
  readonly name: string;
  readonly version: string;
}

/** Node's own end, which the app does not get: its `process.exit` is `app.exit` (Electron's lib/browser/init.ts). */
export const endProcess = process.exit.bind(process);

/** Whether this run is that of a packaged program, started by its own name: nothing names the app on its command line. */
export const isPackaged = process.env['HOIST_STAND_IN_PACKAGED'] === '1';

let current: Runtime | null = null;

/** As Electron does with the app that it is given: a folder with a package.json, or a script. */
export function locateApp(path: string): Runtime {
  const absolute = resolve(path);
  const isFolder = statSync(absolute).isDirectory();
  const appPath = isFolder ? absolute : dirname(absolute);
  const manifest = isFolder ? readManifest(appPath) : {};
  current = {
    appPath,
    entry: isFolder ? join(appPath, manifest.main ?? 'index.js') : absolute,
    name: manifest.productName ?? manifest.name ?? 'Electron',
    version: manifest.version ?? electronVersion(),
  };
  return current;
}

export function runtime(): Runtime {
  if (!current) throw new Error('stand-in: the app is started by tests/electron-stand-in/run.ts');
  return current;
}

/** The version of the installed npm package, whose types the app is built against. */
export function electronVersion(): string {
  const manifest = createRequire(import.meta.url).resolve('electron/package.json');
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
}

function readManifest(folder: string): PackageJson {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as PackageJson;
}
