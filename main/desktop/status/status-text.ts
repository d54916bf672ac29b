import type { Words } from '../shell/i18n.ts';
import type { Overview, Standstill } from './status.ts';

/** `Offline · 12 of 40 ready · 3 need you`: the queue in one line. */
export function stateLine(overview: Overview, t: Words): string {
  const { batch, needYou, standstill, paused } = overview;
  const parts: string[] = [];
  if (standstill !== null) parts.push(standstillWords(standstill, t));
  if (paused) parts.push(t('state.paused'));
  if (batch.total > 0) parts.push(t('state.ready', { ready: batch.ready, total: batch.total }));
  if (needYou > 0) parts.push(t('state.needYou', { count: needYou }));
  if (batch.takeLong > 0) parts.push(t('state.takeLong', { count: batch.takeLong }));
  return parts.length === 0 ? t('state.idle') : parts.join(' · ');
}

function standstillWords({ kind }: Standstill, t: Words): string {
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
