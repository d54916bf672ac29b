import type { Translations } from '../shell/i18n.ts';
import type { Notice } from './notice.ts';
import type { AppStatus, BlockedReason } from './status.ts';

/** A blocked queue deserves a notification only while files wait for it. */
export function blockedReasonOf({ blockedReason, batch }: AppStatus): BlockedReason | null {
  return batch.moving > 0 ? blockedReason : null;
}

export function isSameReason(one: BlockedReason | null, other: BlockedReason | null): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

export function blockedNotice(reason: BlockedReason, t: Translations): Notice {
  const go = { screen: reason.kind === 'configuration' ? 'settings' : 'queue', uploadId: null } as const;
  switch (reason.kind) {
    case 'offline':
      return { title: t('news.offline'), body: t('news.goesOn'), go };
    case 'server-trouble':
      return { title: t('news.serverTrouble'), body: t('news.goesOn'), go };
    case 'storage-trouble':
      return { title: t('news.storageTrouble'), body: t('news.goesOn'), go };
    case 'disk':
      return { title: t('news.disk'), body: t('news.goesOn'), go };
    case 'not-connected':
      return { title: t('news.wait'), body: t('news.notConnected'), go };
    case 'configuration':
      return { title: t('news.wait'), body: t(`news.wrong.${reason.field}`), go };
  }
}
