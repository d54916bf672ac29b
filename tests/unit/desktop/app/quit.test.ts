import { EventEmitter } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';
import { app, powerMonitor as electronPowerMonitor } from 'electron';
import { beforeEach, expect, test, vi } from 'vitest';
import { Quit } from '../../../../main/desktop/app/quit.ts';

vi.mock('electron', async () => {
  const { EventEmitter } = await import('node:events');
  return { app: Object.assign(new EventEmitter(), { quit: vi.fn() }), powerMonitor: new EventEmitter() };
});

const log = { info: vi.fn(), error: vi.fn() };
const quitApp = vi.mocked(app.quit);
const electronApp = app as unknown as EventEmitter;
const powerMonitor = electronPowerMonitor as unknown as EventEmitter;
const willQuit = () => electronApp.emit('will-quit', { preventDefault: () => {} });

beforeEach(() => {
  electronApp.removeAllListeners();
  powerMonitor.removeAllListeners();
  vi.clearAllMocks();
});

test('Quit closes in reverse order, and quits when the last one has closed', async () => {
  const quit = new Quit(log);
  const closed: string[] = [];
  const folders = Promise.withResolvers<void>();
  quit.onClose(() => void closed.push('store'));
  quit.onClose(() => folders.promise.then(() => void closed.push('folders')));
  quit.onClose(() => void closed.push('scans'));
  quit.onClose(() => void closed.push('shortcut'));
  willQuit();
  // Those that close at once have done so before anything else runs.
  expect(closed).toEqual(['shortcut', 'scans']);
  expect(quit.isQuitting).toBe(true);
  await turn();
  expect(quitApp).not.toHaveBeenCalled();
  folders.resolve();
  await vi.waitFor(() => expect(quitApp).toHaveBeenCalledOnce());
  expect(closed).toEqual(['shortcut', 'scans', 'folders', 'store']);
});

test('Quit logs a failure, and closes the others', async () => {
  const quit = new Quit(log);
  const close = vi.fn();
  const failure = new Error('no');
  quit.onClose(close);
  quit.onClose(() => Promise.reject(failure));
  quit.onClose(() => {
    throw failure;
  });
  willQuit();
  await vi.waitFor(() => expect(quitApp).toHaveBeenCalledOnce());
  expect(close).toHaveBeenCalledOnce();
  expect(log.error.mock.calls).toEqual([
    ['quitting', failure],
    ['quitting', failure],
  ]);
});

test('Quit closes at once what is opened while Hoist quits', () => {
  const quit = new Quit(log);
  const close = vi.fn();
  willQuit();
  quit.onClose(close);
  expect(close).toHaveBeenCalledOnce();
});

test.each([
  ['the system shuts down', () => powerMonitor.emit('shutdown', { preventDefault: () => {} })],
  [
    'Windows ends the session',
    () => {
      const window = new EventEmitter();
      electronApp.emit('browser-window-created', {}, window);
      window.emit('session-end', {});
    },
  ],
])('Quit says that the session ends before it quits, where %s', (_how, end) => {
  const quit = new Quit(log);
  const order: string[] = [];
  quit.onSessionEnd(() => void order.push('the session ends'));
  quitApp.mockImplementationOnce(() => void order.push('quit'));
  end();
  expect(order).toEqual(['the session ends', 'quit']);
});

test('Quit says nothing of the session where a person quits', () => {
  const quit = new Quit(log);
  const listener = vi.fn();
  quit.onSessionEnd(listener);
  willQuit();
  expect(listener).not.toHaveBeenCalled();
});
