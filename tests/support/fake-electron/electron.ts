/**
 * A program that Playwright takes for Electron: the stand-in, with the two doors that `_electron.launch` asks for. Node's
 * inspector opens before the app's first line and holds the process until its client has gone; Chromium's DevTools are
 * told on stderr, as Electron tells them. `ELECTRON_OVERRIDE_DIST_PATH` names this folder to Electron's npm package.
 */
import inspector from 'node:inspector';

// A preloaded module may change the command line.
const given = [...process.argv];
if (given.includes('--inspect=0')) inspector.open(0, '127.0.0.1');
await import('../../electron-stand-in/run.ts');
if (given.includes('--remote-debugging-port=0')) {
  const { browser } = await import('../../electron-stand-in/cdp/browser.ts');
  process.stderr.write(`\nDevTools listening on ${(await browser()).endpoint}\n`);
}
