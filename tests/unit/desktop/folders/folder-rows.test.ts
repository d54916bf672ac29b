import { describe, expect, it } from 'vitest';
import type { FolderView } from '../../../../main/core/watch/folder-view.ts';
import { defaultSettings, type SettingsProblem } from '../../../../main/core/watch/watched-folder.ts';
import { fieldOf, folderName, folderRowOf } from '../../../../main/desktop/folders/folder-rows.ts';
import { emptyFolder, none } from '../../../support/folder-row.ts';

const settings = defaultSettings('/docs/Invoices');

const view = (more: Partial<FolderView> = {}): FolderView => ({
  folder: { id: 'f', settings, paused: false, addedAtMs: 1, destination: null },
  condition: { kind: 'watching', by: 'events' },
  ...emptyFolder,
  ...more,
});

const rowOf = (shown: FolderView) =>
  folderRowOf(shown, (destination) => (destination === 'user@http://kept' ? 'Work' : null));

describe('folderRowOf', () => {
  it('names the connection of a folder that rests, or whom it was watched for', () => {
    const resting = (destination: string) =>
      rowOf({ ...view({}), condition: { kind: 'resting', destination } }).state;
    expect(resting('user@http://kept')).toMatchObject({ kind: 'resting', connection: 'Work' });
    expect(resting('12345678-9@https://gone.example.com')).toEqual({
      kind: 'resting',
      connection: null,
      whom: { user: '12345678…', server: 'gone.example.com' },
    });
  });

  it('has what the window shows, and not the time that a file must be stable', () => {
    const { path, stabilityMs, ...shown } = settings;
    expect([path, stabilityMs]).toEqual(['/docs/Invoices', 2000]);
    expect(rowOf(view({ underWay: 2, ready: 3, alreadyHere: { files: 4, bytes: 5 } }))).toEqual({
      id: 'f',
      name: 'Invoices',
      path: '/docs/Invoices',
      settings: shown,
      state: { kind: 'watching', by: 'events' },
      alreadyHere: { files: 4, bytes: 5 },
      underWay: 2,
      ready: 3,
      lastUpload: null,
      waiting: none,
      skipped: none,
      convertible: 0,
      failed: none,
      edited: none,
      failedActions: none,
    });
  });

  it('names files by their path from the folder, with the reason', () => {
    const path = '/docs/Invoices/2026/a.pdf';
    const one = <T>(entry: T) => ({ total: 1, first: [entry] });
    const row = rowOf(
      view({
        lastUpload: { path, fileId: 'id', atMs: 7 },
        waiting: one({ path, sizeBytes: 8, sinceMs: 9, why: 'still-written' }),
        skipped: one({ path, sizeBytes: 0, reason: { code: 'empty_file' } }),
        failed: one({ path, uploadId: 'u', reason: { code: 'infected' }, failedAtMs: 1 }),
        edited: one({ path, sizeBytes: 6, seenAtMs: 1 }),
        failedActions: one({ path, message: { code: 'stays_no_room' } }),
      }),
    );
    const file = '2026/a.pdf';
    expect(row).toMatchObject({
      lastUpload: { file, fileId: 'id', atMs: 7 },
      waiting: one({ file, sizeBytes: 8, sinceMs: 9, why: 'still-written' }),
      skipped: one({ file, message: { code: 'empty_file' } }),
      failed: one({ file, message: { code: 'infected' }, uploadId: 'u' }),
      edited: one({ file, sizeBytes: 6 }),
      failedActions: one({ file, message: { code: 'stays_no_room' } }),
    });
    const { path: _, ...rest } = row;
    expect(JSON.stringify(rest)).not.toContain('/docs');
  });

  it('has the beginning of a long list, and its length', () => {
    const entry = { path: '/docs/Invoices/a.pdf', message: 'Another program is using it.' };
    const { failedActions } = rowOf(view({ failedActions: { total: 3412, first: Array(100).fill(entry) } }));
    expect([failedActions.total, failedActions.first.length]).toEqual([3412, 50]);
    // As an earlier version kept it.
    expect(failedActions.first[0]?.message).toEqual({ code: 'plain', because: entry.message });
  });

  it('names a whole drive by its path', () => {
    expect(['/docs/Invoices', '/'].map(folderName)).toEqual(['Invoices', '/']);
  });
});

describe('fieldOf', () => {
  const moving = { ...settings, postUploadAction: { type: 'move', folder: '/docs' } } as const;

  it.each<[SettingsProblem['code'], string | null]>([
    ['no_folder', 'path'],
    ['watched_already', 'path'],
    ['contains_watched', 'path'],
    ['bad_pattern', 'include'],
    ['target_is_source', 'postUploadAction'],
    ['target_is_watched', 'postUploadAction'],
    ['bad_time', null],
  ])('maps %s to %s', (code, field) => {
    expect(fieldOf({ code, message: { code: 'time_out_of_range' } }, moving)).toBe(field);
  });

  it('returns the folder itself where another folder moves files into it', () => {
    expect(
      fieldOf({ code: 'target_is_watched', message: { code: 'target_watched', path: '/docs' } }, settings),
    ).toBe('path');
  });
});
