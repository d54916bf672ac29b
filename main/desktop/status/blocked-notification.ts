import type { Translations } from '../shell/i18n.ts';
import type { Notice } from './notice.ts';
import type { AppStatus, BlockedReason } from './status.ts';

/** What keeps files from being uploaded and is worth a word: only where some wait for it. */
export function troubleIn({ blockedReason, batch }: AppStatus): BlockedReason | null {
  return batch.moving > 0 ? blockedReason : null;
}

export function isSameTrouble(one: BlockedReason | null, other: BlockedReason | null): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

export function troubleNotice(trouble: BlockedReason, t: Translations): Notice {
  switch (trouble.kind) {
    case 'offline':
      return { title: t('news.offline'), body: t('news.goesOn'), go: { screen: 'queue', uploadId: null } };
    case 'server-trouble':
      return {
        title: t('news.serverTrouble'),
        body: t('news.goesOn'),
        go: { screen: 'queue', uploadId: null },
      };
    case 'storage-trouble':
      return {
        title: t('news.storageTrouble'),
        body: t('news.goesOn'),
        go: { screen: 'queue', uploadId: null },
      };
    case 'disk':
      return { title: t('news.disk'), body: t('news.goesOn'), go: { screen: 'queue', uploadId: null } };
    case 'not-connected':
      return { title: t('news.wait'), body: t('news.notConnected'), go: { screen: 'queue', uploadId: null } };
    case 'configuration':
      return {
        title: t('news.wait'),
        body: t(`news.wrong.${trouble.field}`),
        go: { screen: 'settings', uploadId: null },
      };
  }
}
