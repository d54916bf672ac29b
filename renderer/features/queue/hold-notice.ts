import type { Hold } from '../../../preload/contract.ts';
import type { Words } from '../../locales/use-words.ts';

/** What a banner says about a hold. */
export interface HoldNotice {
  /** `waiting` ends by itself, `action` needs the person. */
  readonly tone: 'waiting' | 'action';
  /** The field to mend, where it is one. */
  readonly title: string | null;
  readonly text: string;
  /** What there is to do, if anything: its words. It leads to the settings. */
  readonly action: string | null;
}

export function holdNotice(hold: Hold, nowMs: number, { t, format }: Words): HoldNotice | null {
  switch (hold.kind) {
    case 'none':
      return null;
    case 'not-connected':
      return { tone: 'action', title: null, text: t('hold.notConnected'), action: t('hold.setUp') };
    case 'configuration':
      return {
        tone: 'action',
        title: t(`settings.${hold.field}`),
        text: hold.message,
        action: t('hold.openSettings'),
      };
    case 'offline': {
      const leftMs = hold.retryAtMs - nowMs;
      const { message } = hold;
      const text =
        leftMs > 0
          ? t('hold.offlineIn', { message, time: format.duration(leftMs) })
          : t('hold.offlineNow', { message });
      return { tone: 'waiting', title: null, text, action: null };
    }
    case 'rate-limited': {
      const leftMs = hold.untilMs - nowMs;
      const text =
        leftMs > 0 ? t('hold.rateLimited', { time: format.duration(leftMs) }) : t('hold.rateLimitedNow');
      return { tone: 'waiting', title: null, text, action: null };
    }
  }
}
