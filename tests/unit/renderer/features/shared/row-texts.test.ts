import { describe, expect, it } from 'vitest';
import type { RowState, ShownStatus } from '../../../../../preload/contract/contract.ts';
import { choicesOf } from '../../../../../renderer/features/queue/row-choices.ts';
import {
  mayPause,
  pauseNotice,
  statusNotice,
} from '../../../../../renderer/features/shared/status/blocked-notice.ts';
import {
  describe as describeRow,
  stageName,
} from '../../../../../renderer/features/shared/upload/upload-text.ts';
import { createFormat } from '../../../../../renderer/i18n/format.ts';
import { createI18n } from '../../../../../renderer/i18n/i18n.ts';
import { stepName } from '../../../../../renderer/i18n/sentence.ts';
import { elsewhere, failed, processing, queued, ready, retry, row, stuck, stuckAtMs } from '../../rows.ts';

const { t } = createI18n();
const texts = { t, format: createFormat('en', t) };
const NOW_MS = 1_000_000;

const say = (state: RowState, more = {}) => describeRow(row('a', state, more), NOW_MS, texts);
const uploading = (sentBytes: number, bytesPerSecond: number | null): RowState => ({
  stage: 'uploading',
  sentBytes,
  bytesPerSecond,
});

describe('the text of a row', () => {
  it('shows percentage, speed and time left during the upload', () => {
    expect(say(uploading(1024 * 1024, 1024 * 512), { sizeBytes: 4 * 1024 * 1024 })).toEqual({
      tone: 'busy',
      text: 'Uploading 25%',
      detail: '512\u00a0KB/s · 6 s left',
      progress: 0.25,
    });
  });

  it('shows no speed before it is known', () => {
    expect(say(uploading(0, null))).toMatchObject({ text: 'Uploading 0%', detail: null, progress: 0 });
    expect(say(uploading(0, 0))).toMatchObject({ detail: null });
  });

  it('shows “Sent” instead of “Ready” when all bytes are sent', () => {
    expect(say(uploading(1000, 500))).toMatchObject({ text: 'Sent, finishing', detail: null, progress: 1 });
  });

  it("shows the server's step during processing", () => {
    expect(say(processing('Antivirus scanning')).text).toBe('Antivirus scanning\u00a0…');
    expect(say(processing('Step of its own')).text).toBe('Step of its own\u00a0…');
    expect(say(processing()).text).toBe('Processing\u00a0…');
    expect(stepName('Antivirus scanning', createI18n('de'))).toBe('Virenprüfung');
  });

  it("shows the server's remark when it is ready", () => {
    expect(say({ ...ready, note: { code: 'remark_empty' } })).toMatchObject({
      tone: 'good',
      text: 'Ready',
      detail: 'The server found no text in this file.',
      progress: null,
    });
  });

  it('shows when the same content was uploaded before, and the remark', () => {
    const hourMs = 3_600_000;
    const nowMs = new Date(2026, 10, 23, 9).getTime();
    const already = (agoMs: number) =>
      describeRow(
        row('a', { ...ready, note: { code: 'remark_empty' }, alreadyAtMs: nowMs - agoMs }),
        nowMs,
        texts,
      );
    expect(already(hourMs)).toMatchObject({
      tone: 'good',
      text: 'Already uploaded today',
      detail: 'The server found no text in this file.',
    });
    expect(already(24 * hourMs).text).toBe('Already uploaded yesterday');
    expect(already(6 * 24 * hourMs).text).toBe('Already uploaded on Tuesday');
    expect(already(8 * 24 * hourMs).text).toBe('Already uploaded on Nov 15');
  });

  it('shows a stuck row as waiting, also while its next check is delayed', () => {
    for (const more of [{}, { retry }]) {
      const { tone, text, progress } = describeRow(row('a', stuck, more), stuckAtMs + 60_000, texts);
      expect([tone, text, progress]).toEqual(['waiting', 'Still being processed since 2:05 PM', null]);
    }
    const nextDay = describeRow(row('a', stuck), stuckAtMs + 24 * 3_600_000, texts);
    expect(nextDay.text).toBe('Still being processed since Nov 23, 2026, 2:05 PM');
  });

  it('names the connection that a row waits for', () => {
    const texts = { tone: 'quiet', text: 'Waits for user 497f6eca… at api.example.com' };
    expect(say(elsewhere)).toMatchObject(texts);
    expect(say(elsewhere, { retry })).toMatchObject(texts);
  });

  it('shows the reason of a failed or skipped row', () => {
    expect(say(failed())).toMatchObject({ tone: 'bad', text: 'The server could not process this file.' });
    const skipped = { stage: 'skipped', message: { code: 'hidden_file' } } as const;
    expect(say(skipped)).toMatchObject({ tone: 'quiet', text: 'Hidden files are left out.' });
  });

  it('shows that another Hoist sends the file, which is no retry', () => {
    const retry = { atMs: NOW_MS + 9000, attempt: 1, message: { code: 'sent_by_another' } } as const;
    expect(say(queued, { retry })).toMatchObject({
      tone: 'waiting',
      text: 'Another Hoist is sending this file.',
    });
  });

  it('counts down to the next retry', () => {
    const retry = (inMs: number) => ({
      retry: {
        atMs: NOW_MS + inMs,
        attempt: 2,
        message: { code: 'plain', because: 'The server is busy (503).' },
      },
    });
    expect(say(uploading(1, null), retry(8_000))).toMatchObject({
      tone: 'waiting',
      text: 'The server is busy (503). Trying again in 8 s.',
      progress: null,
    });
    expect(say(queued, retry(-10)).text).toBe('The server is busy (503). Trying again.');
  });

  it('gives screen readers the stage without changing numbers', () => {
    expect(stageName(row('a', uploading(500, 9)), texts)).toBe('Uploading');
    expect(stageName(row('a', failed()), texts)).toBe('Failed. The server could not process this file.');
    expect(stageName(row('a', ready), texts)).toBe('Ready');
    expect(stageName(row('a', { ...ready, alreadyAtMs: 5 }), texts)).toBe('Ready, already uploaded');
    expect(stageName(row('a', stuck), texts)).toBe('Still being processed');
    expect(stageName(row('a', elsewhere), texts)).toBe('Waits for user 497f6eca… at api.example.com');
  });
});

describe('the actions of a row', () => {
  const choices = (state: RowState, more = {}) => choicesOf(row('a', state, more));

  it.each([
    ['queued', queued, ['cancel']],
    ['uploading', uploading(1, null), ['cancel']],
    ['processing', processing(), ['cancel']],
    ['stuck', stuck, ['checkAgain', 'uploadAgain', 'cancel']],
    ['meant for another connection', elsewhere, ['cancel']],
    ['ready', ready, ['copyId', 'remove']],
    ['there before', { ...ready, alreadyAtMs: 0 }, ['copyId', 'uploadAgain', 'remove']],
    ['failed for now', failed(), ['retry', 'remove']],
    ['failed for good', failed(false), ['remove']],
    ['cancelled', { stage: 'cancelled' }, ['retry', 'remove']],
    ['skipped', { stage: 'skipped', message: { code: 'hidden_file' } }, ['remove']],
  ] as const)('%s', (_, state, expected) => {
    expect(choices(state)).toEqual(expected);
  });

  it('include a retry while the row waits for one, except when another connection or the server is next', () => {
    for (const state of [queued, uploading(1, null), processing()]) {
      expect(choices(state, { retry })).toEqual(['tryNow', 'cancel']);
    }
    expect(choices(elsewhere, { retry })).toEqual(['cancel']);
    expect(choices(stuck, { retry })).toEqual(['checkAgain', 'uploadAgain', 'cancel']);
  });
});

describe('the banner', () => {
  const notice = (queueStatus: ShownStatus) => statusNotice(queueStatus, false, NOW_MS, texts);

  it('is absent while nothing blocks the queue', () => {
    expect(notice({ kind: 'open' })).toBeNull();
  });

  it('counts down to the end of a rate limit', () => {
    expect(notice({ kind: 'rate-limited', untilMs: NOW_MS + 23_400 })).toEqual({
      tone: 'waiting',
      title: null,
      text: 'Server limit reached, continuing in 24 s',
      action: null,
    });
    expect(notice({ kind: 'rate-limited', untilMs: NOW_MS })?.text).toBe('Server limit reached, continuing');
  });

  it('counts down to the next try while offline', () => {
    const offline = (untilMs: number) =>
      notice({
        kind: 'offline',
        message: { code: 'plain', because: 'No connection to the server.' },
        untilMs,
      })?.text;
    expect(offline(NOW_MS + 15_000)).toBe('No connection to the server. Trying again in 15 s.');
    expect(offline(NOW_MS - 1)).toBe('No connection to the server. Trying again.');
  });

  it('names the wrong field and leads to it', () => {
    expect(
      notice({
        kind: 'configuration',
        field: 'apiKey',
        message: { code: 'plain', because: 'It was refused.' },
      }),
    ).toEqual({
      tone: 'action',
      title: 'API key',
      text: 'It was refused.',
      action: { type: 'openSettings', label: 'Open settings' },
    });
  });

  it('leads to the set-up without a connection', () => {
    expect(notice({ kind: 'not-connected' })).toMatchObject({
      tone: 'action',
      action: { type: 'openSettings', label: 'Set up' },
    });
  });

  it('offers to try now while offline, but not when the server asked for a pause', () => {
    const actionOf = (queueStatus: ShownStatus) => notice(queueStatus)?.action?.type ?? null;
    expect(
      actionOf({ kind: 'offline', message: { code: 'plain', because: 'No connection.' }, untilMs: 0 }),
    ).toBe('tryNow');
    expect(actionOf({ kind: 'rate-limited', untilMs: NOW_MS + 5 })).toBeNull();
  });

  it('explains a pause and offers to resume', () => {
    expect(pauseNotice(texts)).toEqual({
      tone: 'quiet',
      title: null,
      text: 'Paused. Running uploads finish, and no new ones start.',
      action: { type: 'resume', label: 'Resume' },
    });
  });

  it('says why nothing can be saved, and waits for space', () => {
    expect(notice({ kind: 'disk', message: { code: 'disk_full' } })).toEqual({
      tone: 'waiting',
      title: null,
      text: 'The disk is full, so Hoist cannot save its list of uploads. It continues by itself once it can.',
      action: null,
    });
    expect(statusNotice({ kind: 'disk', message: { code: 'disk_full' } }, true, NOW_MS, texts)?.text).toBe(
      'The disk is full, so Hoist cannot save its list of uploads.',
    );
  });

  it('offers a pause only when something would continue otherwise', () => {
    expect(mayPause({ kind: 'open' })).toBe(true);
    expect(mayPause({ kind: 'rate-limited', untilMs: 5 })).toBe(true);
    expect(
      mayPause({ kind: 'offline', message: { code: 'plain', because: 'No connection.' }, untilMs: 0 }),
    ).toBe(true);
    expect(mayPause({ kind: 'not-connected' })).toBe(false);
    expect(mayPause({ kind: 'disk', message: { code: 'disk_full' } })).toBe(false);
  });
});
