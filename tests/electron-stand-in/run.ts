/**
 * Runs a built Electron app on the stand-in: `node tests/electron-stand-in/run.ts <app> [arguments…]`, as one would say
 * `electron <app> [arguments…]`.
 */
import { pathToFileURL } from 'node:url';
import './resolve.ts';
import { readSwitches } from './command-line.ts';
import { electronVersion, locateApp } from './runtime.ts';

const [appPath, ...args] = process.argv.slice(2);
if (appPath === undefined) throw new Error('usage: run.ts <app> [arguments…]');

const { entry } = locateApp(appPath);
readSwitches(args);
process.argv = [process.execPath, appPath, ...args];
Object.defineProperties(process, {
  type: { value: 'browser', enumerable: true },
  defaultApp: { value: true, enumerable: true },
  resourcesPath: { value: new URL('.', import.meta.url).pathname, enumerable: true },
  versions: { value: Object.freeze({ ...process.versions, electron: electronVersion() }), enumerable: true },
});

// Electron warns where Node would end the process.
process.on('unhandledRejection', (reason) => console.error('UnhandledPromiseRejectionWarning:', reason));

const { openControl } = await import('./control.ts');
const { becomeReady } = await import('./lifecycle.ts');
const { browser } = await import('./cdp/browser.ts');
openControl();
await import(pathToFileURL(entry).href);
becomeReady();
// A window is wanted soon: Chromium starts while the app still sets itself up.
await browser();
