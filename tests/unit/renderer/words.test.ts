import { describe, expect, it } from 'vitest';
import type { Hold, RowState } from '../../../preload/contract.ts';
import { describe as describeRow, stageName } from '../../../renderer/features/queue/describe.ts';
import { holdNotice } from '../../../renderer/features/queue/hold-notice.ts';
import { createFormat } from '../../../renderer/locales/format.ts';
import { createI18n } from '../../../renderer/locales/i18n.ts';
import { failed, queued, ready, row } from './rows.ts';

const { t } = createI18n();
const words = { t, format: createFormat('en', t) };
const NOW_MS = 1_000_000;

const say = (state: RowState, more = {}) => describeRow(row('a', state, more), NOW_MS, words);
const uploading = (sentBytes: number, bytesPerSecond: number | null): RowState => ({
  stage: 'uploading',
  sentBytes,
  bytesPerSecond,
});

describe('what a row says', () => {
  it('while its bytes are on the way', () => {
    expect(say(uploading(1024 * 1024, 1024 * 512), { sizeBytes: 4 * 1024 * 1024 })).toEqual({
      tone: 'busy',
      text: 'Uploading 25%',
      detail: '512\u00a0KB/s · 6 s left',
      progress: 0.25,
    });
  });

  it('before a speed is known', () => {
    expect(say(uploading(0, null))).toMatchObject({ text: 'Uploading 0%', detail: null, progress: 0 });
    expect(say(uploading(0, 0))).toMatchObject({ detail: null });
  });

  it('once all bytes are sent, which is not done', () => {
    expect(say(uploading(1000, 500))).toMatchObject({ text: 'Sent, finishing', detail: null, progress: 1 });
  });

  it('while the server works, by the step it names', () => {
    expect(say({ stage: 'processing', step: 'Antivirus scanning' }).text).toBe('Antivirus scanning …');
    expect(say({ stage: 'processing', step: null }).text).toBe('Processing …');
  });

  it('when it is ready, with the remark of the server', () => {
    expect(say({ stage: 'ready', fileId: 'f', note: 'No text was found.' })).toMatchObject({
      tone: 'good',
      text: 'Ready',
      detail: 'No text was found.',
      progress: null,
    });
  });

  it('when it failed or was left out: the reason, word for word', () => {
    expect(say(failed())).toMatchObject({ tone: 'bad', text: 'The server could not do it.' });
    const skipped = { stage: 'skipped', code: 'hidden_file', message: 'Hidden files are left out.' } as const;
    expect(say(skipped)).toMatchObject({ tone: 'quiet', text: 'Hidden files are left out.' });
  });

  it('while it waits to be tried again, counting down to now', () => {
    const retry = (inMs: number) => ({
      retry: { atMs: NOW_MS + inMs, attempt: 2, message: 'The server is busy (503).' },
    });
    expect(say(uploading(1, null), retry(8_000))).toMatchObject({
      tone: 'waiting',
      text: 'The server is busy (503). Trying again in 8 s.',
      progress: null,
    });
    expect(say(queued, retry(-10)).text).toBe('The server is busy (503). Trying again.');
  });

  it('to a screen reader: the stage, and no number that moves', () => {
    expect(stageName(row('a', uploading(500, 9)), words)).toBe('Uploading');
    expect(stageName(row('a', failed()), words)).toBe('Failed. The server could not do it.');
    expect(stageName(row('a', ready), words)).toBe('Ready');
  });
});

describe('what a banner says', () => {
  const notice = (hold: Hold) => holdNotice(hold, NOW_MS, words);

  it('is nothing while nothing holds', () => {
    expect(notice({ kind: 'none' })).toBeNull();
  });

  it('counts down to the end of a rate limit', () => {
    expect(notice({ kind: 'rate-limited', untilMs: NOW_MS + 23_400 })).toEqual({
      tone: 'waiting',
      title: null,
      text: 'Server limit reached, going on in 24 s',
      action: null,
    });
    expect(notice({ kind: 'rate-limited', untilMs: NOW_MS })?.text).toBe('Server limit reached, going on');
  });

  it('says when an offline queue is tried again', () => {
    const offline = (retryAtMs: number) =>
      notice({ kind: 'offline', message: 'No connection to the server.', retryAtMs })?.text;
    expect(offline(NOW_MS + 15_000)).toBe('No connection to the server. Trying again in 15 s.');
    expect(offline(NOW_MS - 1)).toBe('No connection to the server. Trying again.');
  });

  it('names the field to mend and leads to it', () => {
    expect(notice({ kind: 'configuration', field: 'apiKey', message: 'It was refused.' })).toEqual({
      tone: 'action',
      title: 'API key',
      text: 'It was refused.',
      action: 'Open settings',
    });
  });

  it('leads to the set-up where there is no connection', () => {
    expect(notice({ kind: 'not-connected' })).toMatchObject({ tone: 'action', action: 'Set up' });
  });
});
