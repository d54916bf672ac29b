/**
 * Runs a built Electron app on the stand-in: `node tests/electron-stand-in/run.ts [switches] <app> [arguments…]`, as one
 * would say `electron [switches] <app> [arguments…]`.
 */
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import './resolve.ts';
import { readCommandLine } from './command-line.ts';
import { runsAsRoot } from './root.ts';
import { electronVersion, endProcess, isPackaged, locateApp } from './runtime.ts';
import { surviveErrors } from './uncaught.ts';

const given = process.argv.slice(2);
const { app: appPath, at, preloads } = readCommandLine(given);
if (appPath === null) throw new Error('usage: run.ts [switches] <app> [arguments…]');
if (runsAsRoot() === 'refused') {
  console.error('Running as root without --no-sandbox is not supported. See https://crbug.com/638180.');
  endProcess(1);
}

const { entry } = locateApp(appPath);
process.argv = [process.execPath, ...(isPackaged ? given.toSpliced(at, 1) : given)];
Object.defineProperties(process, {
  type: { value: 'browser', enumerable: true },
  ...(isPackaged ? {} : { defaultApp: { value: true, enumerable: true } }),
  resourcesPath: { value: new URL('.', import.meta.url).pathname, enumerable: true },
  versions: { value: Object.freeze({ ...process.versions, electron: electronVersion() }), enumerable: true },
});

surviveErrors();
const { openControl } = await import('./control.ts');
const { becomeReady, exit } = await import('./lifecycle.ts');
const { browser } = await import('./cdp/browser.ts');
process.exit = exit as typeof process.exit;
openControl();
const require = createRequire(import.meta.url);
for (const module of preloads) require(module);
try {
  await import(pathToFileURL(entry).href);
} catch (error) {
  if (!isPackaged) console.error('App threw an error during load\n%s', (error as Error).stack ?? error);
  process.emit('uncaughtException', error as Error);
}
becomeReady();
// A window is wanted soon: Chromium starts while the app still sets itself up.
await browser();
