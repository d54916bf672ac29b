import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serialize } from 'node:v8';
import { app } from 'electron';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { handOver } from '../../../../main/desktop/app/hand-over.ts';
import { launchOptionsFrom } from '../../../../main/desktop/shell/command-line.ts';
import { dropFileList, readFileList } from '../../../../main/desktop/system/file-list.ts';

vi.mock('electron', () => ({
  app: {
    isPackaged: true,
    getAppPath: () => '/opt/Hoist',
    getPath: vi.fn(),
    relaunch: vi.fn(),
    requestSingleInstanceLock: vi.fn(() => false),
  },
}));

const requestLock = vi.mocked(app.requestSingleInstanceLock);
const relaunched = vi.mocked(app.relaunch);
let dataFolder = '';

beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'hoist-hand-over-'));
  vi.mocked(app.getPath).mockReturnValue(dataFolder);
  vi.stubEnv('APPIMAGE', undefined);
});

afterEach(async () => {
  vi.clearAllMocks();
  vi.unstubAllEnvs();
  await rm(dataFolder, { recursive: true, force: true });
});

const filesOf = (count: number) =>
  Array.from(
    { length: count },
    (_, index) => `/home/ada/Dokumente/Rechnungen für das Jahr/Rechnung ${index}.pdf`,
  );

function start(argv: readonly string[], platform: NodeJS.Platform = 'linux'): boolean {
  vi.stubGlobal('process', { ...process, argv });
  const isOver = handOver(launchOptionsFrom(argv, false, '/home/ada'), {
    argv,
    platform,
    workingFolder: '/home/ada',
  });
  vi.unstubAllGlobals();
  return isOver;
}

/** As Chromium sends it. */
function bytesSent(argv: readonly string[]): number {
  return Buffer.byteLength(argv.join('\0')) + serialize(requestLock.mock.lastCall?.[0]).byteLength;
}

it('handOver gives the files to the Hoist that runs', () => {
  const files = filesOf(5);
  expect(start(['/opt/Hoist/hoist', ...files])).toBe(true);
  expect(requestLock.mock.lastCall?.[0]).toMatchObject({ files });
  expect(relaunched).not.toHaveBeenCalled();
});

it.each([150, 400, 5000])(
  'handOver puts %i files into a list, since Chromium would cut them off',
  async (count) => {
    const files = filesOf(count);
    expect(start(['/opt/Hoist/hoist', '--lang=de', '--hidden', ...files])).toBe(true);
    if (requestLock.mock.calls.length > 0) {
      expect(bytesSent(['/opt/Hoist/hoist', ...files])).toBeLessThan(32 * 1024);
      return;
    }

    const argv = ['/opt/Hoist/hoist', ...(relaunched.mock.lastCall?.[0]?.args ?? [])];
    expect(start(argv)).toBe(true);
    expect(bytesSent(argv)).toBeLessThan(2048);
    const handed = requestLock.mock.lastCall?.[0] as { files: string[]; fileList: string; isHidden: boolean };
    expect(handed).toMatchObject({ files: [], isHidden: true });
    expect(argv).toContain('--lang=de');
    expect(readFileList(dataFolder, handed.fileList)).toEqual(files);
    dropFileList(dataFolder, handed.fileList);
    expect(await readdir(join(dataFolder, 'file-lists'))).toEqual([]);
  },
);

it('handOver ends a start with too many switches, as a link could have them, and harms no running Hoist', () => {
  const long = `-${'x'.repeat(40_000)}`;
  expect(start(['/opt/Hoist/hoist', 'hoist:x', long])).toBe(true);
  expect(relaunched).toHaveBeenCalledOnce();
  expect(start(['/opt/Hoist/hoist', ...(relaunched.mock.lastCall?.[0]?.args ?? [])])).toBe(true);
  expect(relaunched).toHaveBeenCalledOnce();
  expect(requestLock).not.toHaveBeenCalled();
});

it('handOver leaves long command lines to Windows, which cuts nothing off', () => {
  expect(start(['C:\\Hoist.exe', ...filesOf(400)], 'win32')).toBe(true);
  expect(requestLock).toHaveBeenCalledOnce();
});

it('readFileList reads no file but a list of Hoist', () => {
  expect(readFileList(dataFolder, '/etc/passwd')).toEqual([]);
  expect(readFileList(dataFolder, join(dataFolder, 'file-lists', '..', 'settings.json'))).toEqual([]);
  expect(readFileList(dataFolder, join(dataFolder, 'file-lists', 'gone.json'))).toEqual([]);
});
