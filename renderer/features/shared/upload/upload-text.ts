import type { Message, UploadRow } from '../../../../preload/contract/contract.ts';
import { sentence, stepName } from '../../../i18n/sentence.ts';
import type { Texts } from '../../../i18n/use-texts.ts';

/** @returns the name of the original where a single file was made of it, since a person knows that; else the file's own */
export function shownName({ name, madeFrom }: Pick<UploadRow, 'name' | 'madeFrom'>): string {
  return madeFrom?.of === 1 ? madeFrom.name : name;
}

export type Tone = 'quiet' | 'busy' | 'good' | 'bad' | 'waiting';

/** The text of a row's state. */
export interface Description {
  readonly tone: Tone;
  readonly text: string;
  /** Secondary text beside or below. */
  readonly detail: string | null;
  /** The progress from 0 to 1; null without a bar. */
  readonly progress: number | null;
}

const describeAs = (tone: Tone, text: string, detail: string | null = null): Description => ({
  tone,
  text,
  detail,
  progress: null,
});

/**
 * @param nowMs used by rows that wait for a retry, are stuck or were uploaded before
 * @returns the state of a row as text
 */
export function describe(row: UploadRow, nowMs: number, texts: Texts): Description {
  const { t, format } = texts;
  const { state, retry } = row;
  if (state.stage === 'queued' && state.waitsFor !== null) {
    return describeAs('quiet', t('row.waitsFor', { ...state.waitsFor }));
  }
  if (state.stage === 'processing' && state.stuckSinceMs !== null) {
    return describeAs('waiting', t('row.stuckSince', { time: format.moment(state.stuckSinceMs, nowMs) }));
  }
  if (row.ways.length > 0 && 'message' in state)
    return describeAs('waiting', undecidedText(state.message, texts));
  if (retry) {
    const message = sentence(retry.message, texts);
    // Nothing failed.
    if (retry.message.code === 'sent_by_another') return describeAs('waiting', message);
    return describeAs('waiting', tryingAgain(message, retry.atMs - nowMs, texts));
  }
  switch (state.stage) {
    case 'queued':
      return describeAs('quiet', t('row.queued'));
    case 'converting':
      return describeAs('busy', `${t('row.converting')}\u00a0…`);
    case 'uploading': {
      const { sentBytes, bytesPerSecond } = state;
      const total = row.sizeBytes ?? 0;
      const progress = total > 0 ? Math.min(1, sentBytes / total) : 0;
      const text =
        total > 0 && sentBytes >= total
          ? t('row.sent')
          : t('row.uploading', { percent: format.percent(progress) });
      return { tone: 'busy', text, detail: speed(total - sentBytes, bytesPerSecond, texts), progress };
    }
    case 'processing':
      return describeAs('busy', `${state.step ? stepName(state.step, texts) : t('row.processing')}\u00a0…`);
    case 'ready':
      return describeAs(
        'good',
        state.alreadyAtMs === null ? t('row.ready') : already(state.alreadyAtMs, nowMs, texts),
        state.note && sentence(state.note, texts),
      );
    case 'failed':
      return describeAs('bad', sentence(state.message, texts));
    case 'cancelled':
      return describeAs('quiet', t('row.cancelled'));
    case 'skipped':
      return describeAs('quiet', sentence(state.message, texts));
  }
}

/** Which types the server takes is of no use where the file can be sent all the same. */
function undecidedText(message: Message, texts: Texts): string {
  return message.code === 'type_not_allowed'
    ? texts.t('row.typeNotTaken', { extension: message.extension })
    : sentence(message, texts);
}

function already(atMs: number, nowMs: number, { t, format }: Texts): string {
  const { form, text } = format.day(atMs, nowMs);
  return t(form === 'near' ? 'row.alreadyNear' : 'row.alreadyOn', { day: text });
}

function speed(leftBytes: number, bytesPerSecond: number | null, { t, format }: Texts): string | null {
  if (bytesPerSecond === null || bytesPerSecond <= 0 || leftBytes <= 0) return null;
  return t('row.speedAndTime', {
    speed: t('row.speed', { size: format.size(bytesPerSecond) }),
    time: format.duration((leftBytes / bytesPerSecond) * 1000),
  });
}

function tryingAgain(message: string, inMs: number, { t, format }: Texts): string {
  return inMs > 0
    ? t('row.retryIn', { message, time: format.duration(inMs) })
    : t('row.retryNow', { message });
}

/** @returns the stage without changing numbers, for the row's accessible name */
export function stageName({ state, ways }: UploadRow, texts: Texts): string {
  const { t } = texts;
  if (ways.length > 0 && 'message' in state)
    return `${t('row.undecided')}. ${undecidedText(state.message, texts)}`;
  switch (state.stage) {
    case 'queued':
      return state.waitsFor === null ? t('row.queued') : t('row.waitsFor', { ...state.waitsFor });
    case 'converting':
      return t('row.converting');
    case 'uploading':
      return t('row.uploadingShort');
    case 'processing':
      if (state.stuckSinceMs !== null) return t('row.stuck');
      return state.step === null ? t('row.processing') : stepName(state.step, texts);
    case 'ready':
      return t(state.alreadyAtMs === null ? 'row.ready' : 'row.alreadyReady');
    case 'failed':
      return `${t('row.failed')}. ${sentence(state.message, texts)}`;
    case 'cancelled':
      return t('row.cancelled');
    case 'skipped':
      return `${t('row.skipped')}. ${sentence(state.message, texts)}`;
  }
}
