import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ConnectionSettings, destinationOf } from '../../../main/core/model/connection-settings.ts';
import { COMPILE_CACHE } from '../../support/compile-cache.ts';
import { everyPoint } from '../../support/crash/crash-run.ts';
import { DIE_MODULE } from '../../support/crash/terminal.ts';
import { closedPort } from '../../support/odd-server.ts';
import { StrictApi } from '../../support/strict-api/strict-api.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { writeRandom } from '../../support/uploads.ts';

const LIFE = resolve(import.meta.dirname, '../../support/crash/edit-life.ts');

/** How a life ended: killed, or with what it last knew. */
interface End {
  readonly isKilled: boolean;
  readonly used: string;
  /** The destinations of the upload and of the watched folder. */
  readonly meant: readonly string[];
  readonly edits: readonly unknown[];
}

/** @param dieBefore the write to die at; null for none */
function live(args: readonly string[], dieBefore: number | null = null): Promise<End> {
  const preload = dieBefore === null ? [] : ['--import', DIE_MODULE];
  const env = { ...process.env, NODE_COMPILE_CACHE: COMPILE_CACHE, HOIST_TEST_DIE: `before:${dieBefore}` };
  return new Promise((done, fail) => {
    execFile(process.execPath, [...preload, LIFE, ...args], { env }, (error, stdout, stderr) => {
      const isKilled = error?.signal === 'SIGKILL';
      if (error !== null && !isKilled) fail(new Error(stderr, { cause: error }));
      else done({ isKilled, ...(isKilled ? { used: '', meant: [], edits: [] } : JSON.parse(stdout)) });
    });
  });
}

describe('a desk dies by SIGKILL before each of its writes', () => {
  it('while an address that was never reached is edited: its files and folders are all of the one in use', async () => {
    await using api = await StrictApi.start();
    const wrong: ConnectionSettings = {
      ...api.settings,
      baseUrl: `http://127.0.0.1:${await closedPort()}`,
    };
    const seen = new Set<string>();
    const points = await everyPoint(2, async (point) => {
      await using folder = await tempFolder();
      await mkdir(folder.at('watched'));
      const path = await writeRandom(folder.at('a.pdf'), 1000);
      const before = await live([folder.path, JSON.stringify(wrong), path, folder.at('watched')]);
      expect(before.meant).toEqual([destinationOf(wrong), destinationOf(wrong)]);
      const edited = await live([folder.path, JSON.stringify(api.settings)], point);
      const after = edited.isKilled ? await live([folder.path]) : edited;
      expect(after).toMatchObject({ meant: Array(2).fill(destinationOf({ ...wrong, baseUrl: after.used })) });
      expect(after.edits).toEqual([]);
      seen.add(after.used);
      return edited.isKilled;
    });
    expect(seen).toEqual(new Set([wrong.baseUrl, api.settings.baseUrl]));
    expect(points).toBeGreaterThan(4);
  });
});
