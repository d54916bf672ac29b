import { shownName } from '../shell/display-name.ts';
import type { Translations } from '../shell/i18n.ts';
import type { AppStatus, BlockedReason } from './status.ts';

/** @returns the queue's status in one line, such as `Offline · 12 of 40 ready · 3 need you`, after the name of the connection */
export function statusText(status: AppStatus, t: Translations): string {
  const { connection, batch, failedCount, undecidedCount, blockedReason, paused } = status;
  const parts: string[] = [];
  if (blockedReason !== null) parts.push(blockedText(blockedReason, t));
  if (paused) parts.push(t('state.paused'));
  if (batch.total > 0) parts.push(t('state.ready', { ready: batch.ready, total: batch.total }));
  if (failedCount > 0) parts.push(t('state.failedCount', { count: failedCount }));
  if (undecidedCount > 0) parts.push(t('state.undecidedCount', { count: undecidedCount }));
  if (batch.takeLong > 0) parts.push(t('state.takeLong', { count: batch.takeLong }));
  if (parts.length === 0) parts.push(t('state.idle'));
  return [...(connection === null ? [] : [shownName(connection)]), ...parts].join(' · ');
}

function blockedText({ kind }: BlockedReason, t: Translations): string {
  switch (kind) {
    case 'not-connected':
      return t('state.notConnected');
    case 'configuration':
      return t('state.checkSettings');
    case 'disk':
      return t('state.checkDisk');
    case 'offline':
      return t('state.offline');
    case 'server-trouble':
      return t('state.serverTrouble');
    case 'storage-trouble':
      return t('state.storageTrouble');
  }
}
