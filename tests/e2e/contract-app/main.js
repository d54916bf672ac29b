/**
 * An app of its own, with nothing of Hoist: what the contract suite tries Electron's behaviour on. It writes what
 * happens to it to `events.txt` in its data folder, since nobody can ask a process that has ended.
 */
import { appendFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app, BrowserWindow, ipcMain, protocol, safeStorage, session, shell } from 'electron';

const folder = import.meta.dirname;
const note = (what) => appendFileSync(join(app.getPath('userData'), 'events.txt'), `${what}\n`);
const asked = (name) => app.commandLine.hasSwitch(name);
const policy =
  "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; base-uri 'none'; frame-src 'self'";
const types = { html: 'text/html', js: 'text/javascript', css: 'text/css' };

note(`main script, ready: ${app.isReady()}`);
protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
]);
for (const event of ['ready', 'before-quit', 'will-quit']) app.on(event, () => note(event));
app.on('quit', (_event, code) => note(`quit ${code}`));
app.on('web-contents-created', () => note('web-contents-created'));
app.on('render-process-gone', (_event, _contents, { reason }) => note(`render-process-gone ${reason}`));
app.on('second-instance', (_event, argv, workingDirectory, data) =>
  note(`second-instance ${JSON.stringify({ argv, workingDirectory, data })}`),
);
if (asked('stay-without-windows')) app.on('window-all-closed', () => note('window-all-closed'));

if (asked('lock') && !app.requestSingleInstanceLock({ from: 'the second' })) {
  note('lock refused');
  app.quit();
} else {
  app.whenReady().then(start);
}

if (asked('trash-first')) {
  shell.trashItem(app.commandLine.getSwitchValue('trash-first')).then(() => note('trashed'));
  await new Promise((resolve) => setTimeout(resolve, 200));
  note('main script ends');
}
if (asked('too-early')) {
  try {
    new BrowserWindow();
  } catch (error) {
    note(`window before ready: ${error.message}`);
  }
  const refusal = await safeStorage.encryptStringAsync('early').catch((error) => error.message);
  note(`safeStorage before ready: ${await safeStorage.isAsyncEncryptionAvailable()}, ${refusal}`);
  const before = app.commandLine.hasSwitch('no-sandbox');
  app.enableSandbox();
  note(`no-sandbox: ${before}, then ${app.commandLine.hasSwitch('no-sandbox')}`);
}
if (asked('listen-to-sigterm')) process.on('SIGTERM', () => note('main script heard SIGTERM'));
if (asked('throw-at-load')) throw new Error('nobody catches the main script');

function start() {
  note(`whenReady, ready: ${app.isReady()}`);
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.defaultSession.setPermissionCheckHandler(() => false);
  protocol.handle('app', serve);
  handleCalls();
  openWindow();
}

async function serve(request) {
  const { host, pathname } = new URL(request.url);
  if (pathname === '/asked') {
    const [headers, body] = [Object.fromEntries(request.headers), await request.text()];
    return Response.json({ url: request.url, method: request.method, headers, body });
  }
  if (pathname === '/moved')
    return new Response(null, { status: 302, headers: { location: 'app://contract/asked?moved' } });
  if (pathname === '/slow') return new Promise(() => undefined);
  if (pathname === '/endless') return new Response(new ReadableStream());
  if (pathname === '/error') return Response.error();
  if (pathname === '/throw') throw new Error('the handler is out of paper');
  try {
    if (host !== 'contract') throw new Error('another host');
    const body = await readFile(join(folder, 'page', pathname));
    const type = types[pathname.split('.').at(-1)] ?? 'application/octet-stream';
    return new Response(body, { headers: { 'content-type': type, 'content-security-policy': policy } });
  } catch {
    return new Response('nothing here', { status: 404, headers: { 'x-why': 'not found' } });
  }
}

function openWindow() {
  const window = new BrowserWindow({
    width: 800,
    height: 600,
    show: false,
    webPreferences: { preload: join(folder, 'preload.cjs'), sandbox: true },
  });
  for (const event of ['show', 'close', 'closed']) window.on(event, () => note(`window ${event}`));
  window.once('ready-to-show', () => {
    note(`window ready-to-show, visible: ${window.isVisible()}`);
    window.show();
  });
  window.webContents.on('will-navigate', (event) => {
    note(`will-navigate ${event.url} main frame: ${event.isMainFrame}`);
    event.preventDefault();
  });
  window.webContents.setWindowOpenHandler(({ url }) => {
    note(`window open ${url}`);
    return { action: 'deny' };
  });
  window.loadURL('app://contract/index.html');
}

function handleCalls() {
  ipcMain.handle('echo', (_event, ...args) => args);
  ipcMain.handle('describe', (_event, value) => describe(value));
  ipcMain.handle(
    'instance',
    () =>
      new (class Point {
        x = 1;
        length() {
          return this.x;
        }
      })(),
  );
  ipcMain.handle('function', () => () => 'no');
  ipcMain.handle('fail', () => {
    throw Object.assign(new RangeError('out of paper'), { code: 'EPAPER' });
  });
  ipcMain.handleOnce('once', () => 'first');
  ipcMain.handle('sender', ({ sender, senderFrame }) => ({
    url: senderFrame.url,
    origin: senderFrame.origin,
    isMainFrame: senderFrame === sender.mainFrame,
    isItsWindow: BrowserWindow.fromWebContents(sender)?.webContents === sender,
  }));
  ipcMain.on('greet', (event, name) => event.sender.send('greeting', `hello ${name}`, new Map([[name, 1]])));
}

/** What a value still is when it has arrived here. */
function describe(value) {
  if (value instanceof Map) return `Map ${JSON.stringify([...value])}`;
  if (value instanceof Set) return `Set ${JSON.stringify([...value])}`;
  if (value instanceof Date) return `Date ${value.toISOString()}`;
  if (value instanceof ArrayBuffer) return `ArrayBuffer ${[...new Uint8Array(value)]}`;
  if (ArrayBuffer.isView(value)) return `${value.constructor.name} ${[...value]}`;
  if (value instanceof Error) return `${value.constructor.name} ${value.message} ${String(value.code)}`;
  if (Array.isArray(value)) return `Array ${value.map(describe).join(', ')}`;
  if (typeof value === 'object' && value !== null) {
    if (value.self === value) return 'Object that holds itself';
    return `${Object.getPrototypeOf(value).constructor.name} ${Object.keys(value)}`;
  }
  return `${typeof value} ${Object.is(value, -0) ? '-0' : String(value)}`;
}
