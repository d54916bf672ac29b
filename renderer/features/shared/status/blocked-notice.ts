import type { ShownStatus } from '../../../../preload/contract/contract.ts';
import { visibleName } from '../../../i18n/file-name.ts';
import { diskSentence, sentence } from '../../../i18n/sentence.ts';
import type { Texts } from '../../../i18n/use-texts.ts';

/** What a banner says about the queue's status. */
export interface BlockedNotice {
  /** `quiet` is the person's choice, `waiting` ends by itself, `action` needs the person. */
  readonly tone: 'quiet' | 'waiting' | 'action';
  /** The name of the wrong field, if there is one. */
  readonly title: string | null;
  readonly text: string;
  /** The button, if there is one. */
  readonly action: { readonly type: 'openSettings' | 'tryNow' | 'resume'; readonly label: string } | null;
}

/** @param paused whether the person has paused the queue, so that nothing continues by itself */
export function statusNotice(
  queueStatus: ShownStatus,
  paused: boolean,
  nowMs: number,
  texts: Texts,
): BlockedNotice | null {
  const { t, format } = texts;
  switch (queueStatus.kind) {
    case 'open':
      return null;
    case 'disk':
      return {
        tone: 'waiting',
        title: null,
        text: diskSentence(queueStatus.message, paused, texts),
        action: null,
      };
    case 'not-connected':
      return {
        tone: 'action',
        title: null,
        text: t('status.notConnected'),
        action: { type: 'openSettings', label: t('status.setUp') },
      };
    case 'configuration':
      return {
        tone: 'action',
        title: t(`settings.${queueStatus.field}`),
        text: sentence(queueStatus.message, texts),
        action: { type: 'openSettings', label: t('status.openSettings') },
      };
    case 'offline':
    case 'server-trouble':
    case 'storage-trouble': {
      const leftMs = queueStatus.untilMs - nowMs;
      const message = sentence(queueStatus.message, texts);
      const text =
        leftMs > 0
          ? t('status.offlineIn', { message, time: format.duration(leftMs) })
          : t('status.offlineNow', { message });
      return { tone: 'waiting', title: null, text, action: { type: 'tryNow', label: t('status.tryNow') } };
    }
    case 'drive-silent':
      return {
        tone: 'waiting',
        title: null,
        action: null,
        text: t('status.driveSilent', { path: visibleName(queueStatus.path) }),
      };
    case 'rate-limited': {
      const leftMs = queueStatus.untilMs - nowMs;
      const text =
        leftMs > 0 ? t('status.rateLimited', { time: format.duration(leftMs) }) : t('status.rateLimitedNow');
      return { tone: 'waiting', title: null, text, action: null };
    }
  }
}

/** @returns the banner of the person's pause, which shows besides any other */
export function pauseNotice({ t }: Texts): BlockedNotice {
  return {
    tone: 'quiet',
    title: null,
    text: t('status.paused'),
    action: { type: 'resume', label: t('summary.resume') },
  };
}

/** Whether the queue goes on, waits for a known time, or stands still. */
const MOVES: Readonly<Record<ShownStatus['kind'], 'on' | 'later' | 'no'>> = {
  open: 'on',
  'drive-silent': 'on',
  offline: 'later',
  'server-trouble': 'later',
  'storage-trouble': 'later',
  'rate-limited': 'later',
  disk: 'no',
  'not-connected': 'no',
  configuration: 'no',
};

/** @returns whether a pause would change anything; a queue that needs the person stands still already */
export function mayPause({ kind }: ShownStatus): boolean {
  return MOVES[kind] !== 'no';
}

/** @returns whether something stops the whole queue */
export function isBlocked({ kind }: ShownStatus): boolean {
  return MOVES[kind] !== 'on';
}

/** @returns whether the queue continues at a known time */
export function continuesLater({ kind }: ShownStatus): boolean {
  return MOVES[kind] === 'later';
}
