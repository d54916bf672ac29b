import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Choice, chooseRunner } from '../../../build/runner/choose-runner.ts';
import { type FetchOptions, fetchElectron } from '../../../build/runner/fetch-electron.ts';
import { type ElectronMirror, electronMirror } from '../../support/electron-mirror.ts';

const DAY_MS = 24 * 3_600_000;

function fetchFrom(mirror: ElectronMirror, options: Partial<FetchOptions> = {}) {
  return fetchElectron({
    folder: mirror.package,
    env: mirror.env,
    memory: mirror.memory,
    nowMs: 0,
    evenIfResting: false,
    progress: () => undefined,
    ...options,
  });
}

async function choose(mirror: ElectronMirror, env: Readonly<Record<string, string>>) {
  const said: string[] = [];
  const tell = {
    line: (text: string) => said.push(text),
    memory: mirror.memory,
    progress: () => undefined,
  };
  const machine = {
    ...({ platform: 'linux', uid: 1000, root: '/nowhere', electron: mirror.package } as const),
    env: { ...mirror.env, PATH: '', ...env },
  };
  const choice: Choice = await chooseRunner(machine, tell);
  return { ...choice, said };
}

describe("Electron's binary", () => {
  it('is installed from a mirror once, with its progress', async () => {
    await using mirror = await electronMirror();
    const told: number[] = [];
    const env = { ...mirror.env, ...mirror.believed };
    const fetched = await fetchFrom(mirror, { env, progress: (bytes) => told.push(bytes) });
    expect(fetched).toEqual({ kind: 'installed', binary: join(mirror.package, 'dist/electron') });
    expect(told.length).toBeGreaterThan(0);
    const requests = mirror.asked.length;
    const choice = await choose(mirror, { DISPLAY: ':1' });
    expect(choice).toMatchObject({ runner: 'electron', binary: join(mirror.package, 'dist/electron') });
    expect(mirror.asked).toHaveLength(requests);
  });

  it('is refused if its checksum differs, and nothing of it counts as installed', async () => {
    await using mirror = await electronMirror();
    expect(await fetchFrom(mirror)).toEqual({ kind: 'failed', why: expect.stringMatching(/checksum/i) });
    expect(existsSync(join(mirror.package, 'path.txt'))).toBe(false);
    expect(await choose(mirror, { DISPLAY: ':1' })).toMatchObject({ runner: 'stand-in' });
  });

  it('is requested again a day after a mirror has refused it, and no earlier', async () => {
    await using mirror = await electronMirror();
    mirror.answer = 'refuses';
    expect(await fetchFrom(mirror)).toEqual({ kind: 'failed', why: expect.stringContaining('503') });
    expect(mirror.asked).toHaveLength(1);
    expect(await fetchFrom(mirror, { nowMs: DAY_MS - 1 })).toEqual({ kind: 'resting', untilMs: DAY_MS });
    expect(mirror.asked).toHaveLength(1);
    mirror.answer = 'serves';
    const env = { ...mirror.env, ...mirror.believed };
    expect(await fetchFrom(mirror, { env, nowMs: DAY_MS })).toMatchObject({ kind: 'installed' });
  });

  it.each(['says nothing', 'stops midway'] as const)('is given up if the mirror %s', async (answer) => {
    await using mirror = await electronMirror();
    mirror.answer = answer;
    const fetched = await fetchFrom(mirror, { stallMs: 5_000 });
    expect(fetched).toEqual({ kind: 'failed', why: 'nothing came for 5 seconds' });
    expect(mirror.asked).toHaveLength(1);
  });

  it.each([
    ['never ends', { maxBytes: 50_000_000 }, 'far more came than Electron has'],
    ['trickles', { maxMs: 4000 }, 'it came far too slowly'],
  ] as const)('is given up if the mirror %s', async (answer, bounds, why) => {
    await using mirror = await electronMirror();
    mirror.answer = answer;
    expect(await fetchFrom(mirror, bounds)).toEqual({ kind: 'failed', why });
    expect(existsSync(join(mirror.package, 'path.txt'))).toBe(false);
  });

  it('stays missing if the mirror refuses it by an escape sequence, which no terminal gets', async () => {
    await using mirror = await electronMirror();
    mirror.answer = 'refuses with an escape sequence';
    const why = expect.stringMatching(/^[^\p{Cc}]*PWNED[^\p{Cc}]*$/u);
    expect(await fetchFrom(mirror)).toEqual({ kind: 'failed', why });
  });

  it('stays missing without network, with a message', async () => {
    await using mirror = await electronMirror();
    // Nobody listens at port 1 of this machine.
    const said = await choose(mirror, { DISPLAY: ':1', ELECTRON_MIRROR: 'http://127.0.0.1:1/' });
    expect(said).toMatchObject({
      runner: 'stand-in',
      why: expect.stringMatching(/could not be fetched \(.+\)/),
    });
    expect(said.said).toEqual([expect.stringMatching(/^Fetching Electron 45\./)]);
    const again = await choose(mirror, { DISPLAY: ':1' });
    expect(again).toMatchObject({
      runner: 'stand-in',
      why: expect.stringContaining('does not try again before'),
    });
    expect(mirror.asked).toEqual([]);
  });

  it('is requested through the proxy that the environment names', async () => {
    await using mirror = await electronMirror();
    const proxy = mirror.env['ELECTRON_MIRROR'] ?? '';
    const env = { ...mirror.env, HTTP_PROXY: proxy, ELECTRON_MIRROR: 'http://mirror.invalid/' };
    expect(await fetchFrom(mirror, { env })).toMatchObject({ kind: 'failed' });
    expect(mirror.asked.join()).toContain('mirror.invalid');
  });
});

describe('nothing is fetched', () => {
  it.each([
    ['without a display', {}, 'this machine has no display'],
    ['where CI is set', { DISPLAY: ':1', CI: 'true' }, 'nothing is fetched where CI is set'],
    ['where HOIST_RUNNER asks for the stand-in', { DISPLAY: ':1', HOIST_RUNNER: 'stand-in' }, 'HOIST_RUNNER'],
  ])('%s', async (_when, env, why) => {
    await using mirror = await electronMirror();
    const choice = await choose(mirror, env);
    expect(choice).toMatchObject({ runner: 'stand-in', why: expect.stringContaining(why), said: [] });
    expect(mirror.asked).toEqual([]);
  });
});

it('HOIST_RUNNER=electron fails if the binary is neither installed nor available', async () => {
  await using mirror = await electronMirror();
  await expect(choose(mirror, { HOIST_RUNNER: 'electron' })).rejects.toThrow('npm run electron:install');
  mirror.answer = 'refuses';
  const demanded = choose(mirror, { HOIST_RUNNER: 'electron', DISPLAY: ':1' });
  await expect(demanded).rejects.toThrow(/HOIST_RUNNER demands Electron, and .*503/);
  // Asked for by name, it is tried again at once.
  const again = choose(mirror, { HOIST_RUNNER: 'electron', DISPLAY: ':1', ...mirror.believed });
  mirror.answer = 'serves';
  expect(await again).toMatchObject({
    runner: 'electron',
    why: expect.stringContaining('just been installed'),
  });
});
