import type { Hold } from '../../../preload/contract/contract.ts';
import { diskSentence, sentence } from '../../i18n/sentence.ts';
import type { Words } from '../../i18n/use-texts.ts';

/** What a banner says about a hold. */
export interface HoldNotice {
  /** `quiet` is as the person wants it, `waiting` ends by itself, `action` needs the person. */
  readonly tone: 'quiet' | 'waiting' | 'action';
  /** The field to mend, where it is one. */
  readonly title: string | null;
  readonly text: string;
  /** What there is to do, if anything, and its words. */
  readonly action: { readonly does: 'openSettings' | 'tryNow' | 'resume'; readonly label: string } | null;
}

/** @param paused while it is, nothing goes on by itself */
export function holdNotice(hold: Hold, paused: boolean, nowMs: number, words: Words): HoldNotice | null {
  const { t, format } = words;
  switch (hold.kind) {
    case 'none':
      return null;
    case 'disk':
      return { tone: 'waiting', title: null, text: diskSentence(hold.says, paused, words), action: null };
    case 'not-connected':
      return {
        tone: 'action',
        title: null,
        text: t('hold.notConnected'),
        action: { does: 'openSettings', label: t('hold.setUp') },
      };
    case 'configuration':
      return {
        tone: 'action',
        title: t(`settings.${hold.field}`),
        text: sentence(hold.says, words),
        action: { does: 'openSettings', label: t('hold.openSettings') },
      };
    case 'offline':
    case 'server-trouble':
    case 'storage-trouble': {
      const leftMs = hold.retryAtMs - nowMs;
      const message = sentence(hold.says, words);
      const text =
        leftMs > 0
          ? t('hold.offlineIn', { message, time: format.duration(leftMs) })
          : t('hold.offlineNow', { message });
      return { tone: 'waiting', title: null, text, action: { does: 'tryNow', label: t('hold.tryNow') } };
    }
    case 'drive-silent':
      return {
        ...{ tone: 'waiting', title: null, action: null },
        text: t('hold.driveSilent', { path: hold.path }),
      };
    case 'rate-limited': {
      const leftMs = hold.untilMs - nowMs;
      const text =
        leftMs > 0 ? t('hold.rateLimited', { time: format.duration(leftMs) }) : t('hold.rateLimitedNow');
      return { tone: 'waiting', title: null, text, action: null };
    }
  }
}

/** Beside whatever else is in the way. */
export function pauseNotice({ t }: Words): HoldNotice {
  return {
    tone: 'quiet',
    title: null,
    text: t('hold.paused'),
    action: { does: 'resume', label: t('summary.resume') },
  };
}

/** Whether a pause would change anything: what needs the person stands still already. */
export function mayPause(hold: Hold): boolean {
  return hold.kind === 'none' || hold.kind === 'drive-silent' || passesByItself(hold);
}

/** Whether it goes on at a time that is known. */
export function passesByItself({ kind }: Hold): boolean {
  return ['offline', 'server-trouble', 'storage-trouble', 'rate-limited'].includes(kind);
}
