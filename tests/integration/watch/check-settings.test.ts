import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { checkSettings } from '../../../main/core/watch/check-settings.ts';
import { defaultSettings, type WatchSettings } from '../../../main/core/watch/watched-folder.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { WatchRun } from '../../support/watching.ts';

describe('settings of a folder', () => {
  it('are refused where they cannot be meant, and why', async () => {
    await using folder = await tempFolder();
    await mkdir(folder.at('in/sub'), { recursive: true });
    await mkdir(folder.at('other'));
    await writeFile(folder.at('file'), '');
    const watched = (path: string, change: Partial<WatchSettings> = {}) => ({
      settings: { ...defaultSettings(folder.at(path)), ...change },
      id: path,
      paused: false,
      addedAtMs: 0,
      destination: null,
    });
    const codeOf = async (path: string, change: Partial<WatchSettings>, others = [watched('other')]) =>
      (await checkSettings({ ...defaultSettings(folder.at(path)), ...change }, others))?.code ?? null;
    const moveTo = (path: string) =>
      ({ postUploadAction: { type: 'move', folder: folder.at(path) } }) as const;
    expect(await codeOf('in', moveTo('done'))).toBe(null);
    expect(await codeOf('in', moveTo('in/done'))).toBe(null);
    expect(await codeOf('in', { path: 'in' })).toBe('not_absolute');
    expect(await codeOf('in', { postUploadAction: { type: 'move', folder: 'done' } })).toBe('not_absolute');
    expect(await codeOf('gone', {})).toBe('no_folder');
    expect(await codeOf('file', {})).toBe('not_a_folder');
    expect(await codeOf('in', { include: [''] })).toBe('bad_pattern');
    expect(await codeOf('in', { exclude: ['x'.repeat(1001)] })).toBe('bad_pattern');
    for (const stabilityMs of [-1, Number.NaN, 1e9])
      expect(await codeOf('in', { stabilityMs })).toBe('bad_time');
    expect(await codeOf('in', moveTo('in'))).toBe('target_is_source');
    expect(await codeOf('in', { postUploadAction: { type: 'move', folder: folder.path } })).toBe(
      'target_is_source',
    );
    expect(await codeOf('in', moveTo('other/done'))).toBe('target_is_watched');
    expect(await codeOf('other', {})).toBe('watched_already');
    expect(await codeOf('in/sub', {}, [watched('in')])).toBe('inside_watched');
    expect(await codeOf('in/sub', {}, [watched('in', { recursive: false })])).toBe(null);
    expect(await codeOf('in', {}, [watched('in/sub')])).toBe('contains_watched');
    expect(await codeOf('in', {}, [watched('other', moveTo('in/sub'))])).toBe('target_is_watched');
  });

  it('are refused where the target is the folder itself, by another of its paths', async () => {
    await using run = await WatchRun.create();
    await symlink(run.in(''), run.folder.at('alias'));
    const settings = { postUploadAction: { type: 'move', folder: run.folder.at('alias') } } as const;
    await expect(run.start({ settings })).rejects.toThrow();
  });
});
