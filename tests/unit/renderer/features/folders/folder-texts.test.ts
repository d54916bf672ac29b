import { describe, expect, it } from 'vitest';
import type { FolderSettings, FolderState } from '../../../../../preload/contract/contract.ts';
import { hasQuestion, newsOf } from '../../../../../renderer/features/folders/folder-news.ts';
import {
  lastPart,
  settingsText,
  stateDetail,
  stateText,
  waitingText,
} from '../../../../../renderer/features/folders/folder-texts.ts';
import { createFormat } from '../../../../../renderer/i18n/format.ts';
import { createI18n } from '../../../../../renderer/i18n/i18n.ts';
import { all, folder, plainSettings } from '../../folders.ts';

const { t } = createI18n();
const texts = { t, format: createFormat('en', t) };
const at = (hours: number) => new Date(2026, 10, 23, hours, 5).getTime();
const gone = {
  kind: 'unavailable',
  message: { code: 'folder_gone' },
  sinceMs: at(8),
} as const;

const whom = { user: '12345678…', server: 'api.example.com' };

describe('the state of a folder', () => {
  it.each<[FolderState, string]>([
    [{ kind: 'watching', by: 'events' }, 'Watching'],
    [{ kind: 'scanning', seen: 0 }, 'Scanning …'],
    [{ kind: 'scanning', seen: 1204 }, 'Scanning … 1,204 files so far'],
    [{ kind: 'paused' }, 'Paused'],
    [{ kind: 'resting', connection: 'Work', whom }, 'Rests until you use “Work” again'],
    [{ kind: 'resting', connection: null, whom }, 'Rests: its connection was removed or changed'],
    [{ kind: 'not-connected' }, 'Waits until Hoist is connected'],
    [gone, 'Not available'],
  ])('%j is said as "%s"', (state, said) => {
    expect(stateText(state, texts)).toBe(said);
  });

  it('says why and since when it is unavailable, or that it is polled', () => {
    expect(stateDetail(gone, at(12), texts)).toMatch(
      /^The folder is not there: .* Hoist waits for it\. Since 8:05\sAM\.$/,
    );
    expect(stateDetail({ kind: 'watching', by: 'polling' }, 0, texts)).toMatch(/every few seconds/);
    expect(stateDetail({ kind: 'watching', by: 'events' }, 0, texts)).toBeNull();
    expect(stateDetail({ kind: 'resting', connection: 'Work', whom }, 0, texts)).toBeNull();
    expect(stateDetail({ kind: 'resting', connection: null, whom }, 0, texts)).toMatch(
      /^It was watched for 12345678… at api\.example\.com\./,
    );
  });
});

describe("the description of a folder's settings", () => {
  it('names nothing that is not set', () => {
    expect(settingsText(plainSettings, 'account', texts)).toBe('With sub-folders · all documents');
  });

  const much: FolderSettings = {
    ...plainSettings,
    recursive: false,
    include: ['*.pdf', '*.docx'],
    exclude: ['*draft*'],
    retention: 'temporary',
    postUploadAction: { type: 'move', folder: 'C:\\Users\\ada\\Done' },
  };

  it('names everything that is set', () => {
    expect(settingsText(much, 'account', texts)).toBe(
      'Without sub-folders · only *.pdf, *.docx · except *draft* · deleted from the server after 24 hours · then moved to Done',
    );
  });

  it('says that files stay while only the sandbox has them', () => {
    expect(settingsText(much, 'sandbox', texts)).toMatch(/left where they are as long as the sandbox/);
    expect(settingsText(plainSettings, 'sandbox', texts)).not.toContain('sandbox');
  });
});

describe('the reason why a file waits', () => {
  it('includes its size and since when it waits', () => {
    const waiting = { file: 'a.pdf', sizeBytes: 2048, sinceMs: at(8), why: 'still-written' } as const;
    expect(waitingText(waiting, at(9), texts)).toMatch(/^2\sKB · Still being written, since 8:05\sAM$/);
    expect(waitingText(waiting, at(40), texts)).toContain('Nov 23, 2026');
  });
});

it('lastPart finds the last part of a path of any system', () => {
  expect(['/a/b/', 'C:\\a\\b', '/'].map(lastPart)).toEqual(['b', 'b', '/']);
});

describe('news of folders', () => {
  const asking = folder('a', { alreadyHere: { files: 1, bytes: 1 } });
  const edited = folder('a', { edited: all({ file: 'x.pdf', sizeBytes: 1 }) });

  it('are new questions', () => {
    expect([asking, edited, folder('a')].map(hasQuestion)).toEqual([true, true, false]);
    expect(newsOf([], [asking]).asking).toEqual([asking]);
    expect(newsOf([folder('a')], [edited]).asking).toEqual([edited]);
    expect(newsOf([asking], [edited]).asking).toEqual([]);
  });

  it('are folders that became unavailable, once', () => {
    const lost = folder('a', { state: gone });
    expect(newsOf([folder('a')], [lost]).lost).toEqual([lost]);
    expect(newsOf([lost], [lost]).lost).toEqual([]);
  });
});
