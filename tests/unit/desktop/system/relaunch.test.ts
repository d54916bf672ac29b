import type { EventEmitter } from 'node:events';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { app } from 'electron';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { PLAIN_START } from '../../../../main/desktop/shell/command-line.ts';
import { relaunch } from '../../../../main/desktop/system/relaunch.ts';

vi.mock('electron', async () => {
  const { EventEmitter } = await import('node:events');
  const methods = {
    isPackaged: true,
    getAppPath: () => '/opt/Hoist',
    relaunch: vi.fn(),
    releaseSingleInstanceLock: vi.fn(),
  };
  return { app: Object.assign(new EventEmitter(), methods) };
});

const electronApp = app as unknown as EventEmitter;
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hoist-relaunch-'));
  electronApp.removeAllListeners();
  vi.clearAllMocks();
  vi.stubGlobal('process', { ...process, argv: ['hoist-desktop'], execPath: '/opt/Hoist/hoist-desktop' });
});

afterEach(async () => {
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

it.runIf(process.platform !== 'win32')(
  'relaunch starts an AppImage itself, once this process is gone, with which its mounted program goes',
  async () => {
    const image = join(folder, 'Hoist.AppImage');
    await writeFile(
      image,
      `#!/bin/sh\necho "$@" > '${folder}/unfinished' && mv '${folder}/unfinished' '${folder}/started'\n`,
    );
    await chmod(image, 0o755);
    vi.stubEnv('APPIMAGE', image);
    relaunch({ ...PLAIN_START, isHidden: true, files: [join(folder, 'a.pdf')] });
    expect(app.relaunch).not.toHaveBeenCalled();
    expect(app.releaseSingleInstanceLock).not.toHaveBeenCalled();
    electronApp.emit('quit', {}, 0);
    expect(app.releaseSingleInstanceLock).toHaveBeenCalledOnce();
    await vi.waitFor(async () => {
      expect(await readFile(join(folder, 'started'), 'utf8')).toBe(`--hidden ${join(folder, 'a.pdf')}\n`);
    }, 10_000);
  },
);

it('relaunch leaves it to Electron elsewhere', () => {
  vi.stubEnv('APPIMAGE', undefined);
  relaunch(PLAIN_START);
  electronApp.emit('quit', {}, 0);
  expect(app.relaunch).toHaveBeenCalledWith({ execPath: '/opt/Hoist/hoist-desktop', args: [] });
});
