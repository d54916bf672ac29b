import type { HoistApi, ShownStatus, UploadRow } from '../../../preload/contract/contract.ts';
import { visibleName } from '../../i18n/file-name.ts';
import { diskSentence, sentence } from '../../i18n/sentence.ts';
import type { Texts } from '../../i18n/use-texts.ts';
import type { Stores } from '../shared/state/hoist.ts';
import { feedQueue } from '../shared/state/queue-feed.ts';
import type { QueueState, RowChange } from '../shared/state/queue-store.ts';
import type { Tell } from '../shared/state/tell.ts';
import { shownName } from '../shared/upload/upload-text.ts';

/** Changes within this time become one announcement. */
const BATCH_MS = 1200;

/** The reason why the whole queue is blocked. */
type Block = Pick<QueueState, 'queueStatus' | 'paused'>;

/** The changes of a row that are announced: its outcome, and that it is stuck or waits. */
type RowNews = 'ready' | 'failed' | 'stuck' | 'waiting' | 'undecided' | 'skipped' | 'cancelled';

const allNews: readonly RowNews[] = [
  'ready',
  'failed',
  'stuck',
  'waiting',
  'undecided',
  'skipped',
  'cancelled',
];

function newsOf({ state, ways }: UploadRow): RowNews | null {
  if (ways.length > 0) return 'undecided';
  switch (state.stage) {
    case 'queued':
      return state.waitsFor === null ? null : 'waiting';
    case 'converting':
    case 'uploading':
      return null;
    case 'processing':
      return state.stuckSinceMs === null ? null : 'stuck';
    case 'ready':
    case 'failed':
    case 'skipped':
    case 'cancelled':
      return state.stage;
  }
}

/**
 * Keeps the queue in step with the main process and announces what changes.
 * @returns a function that stops it
 */
export function followQueue(
  api: Pick<HoistApi, 'snapshot' | 'snapshotPage' | 'onPatch'>,
  { queue }: Pick<Stores, 'queue'>,
  { announce, texts }: Tell,
): () => void {
  const announcer = createAnnouncer(announce, texts);
  const stops = [
    feedQueue(api, queue, announcer),
    // How things stand at first is no change.
    queue.subscribe((now, before) => before.revision > 0 && announcer.statusChanged(before, now)),
    queue.subscribe(({ notice }, before) => {
      if (notice === null || notice === before.notice) return;
      const text = sentence(notice, texts());
      // Each snapshot carries the notice once more.
      if (before.notice === null || text !== sentence(before.notice, texts())) announce(text);
    }),
    announcer.stop,
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/** Announces outcomes to screen readers in batches: one file by name, several by number. Progress is not announced. */
export function createAnnouncer(announce: (text: string) => void, texts: () => Texts) {
  let batch = new Map<string, UploadRow>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function one(row: UploadRow): string {
    const { t } = texts();
    const name = visibleName(shownName(row));
    if (row.ways.length > 0) return t('announcement.undecided', { name });
    switch (row.state.stage) {
      case 'ready':
        return t(row.state.alreadyAtMs === null ? 'announcement.ready' : 'announcement.already', { name });
      case 'failed':
        return t('announcement.failed', { name, message: sentence(row.state.message, texts()) });
      case 'skipped':
        return t('announcement.skipped', { name, message: sentence(row.state.message, texts()) });
      case 'cancelled':
        return t('announcement.cancelled', { name });
      case 'queued':
        return t('announcement.waiting', { name, ...row.state.waitsFor });
      case 'processing':
        return t('announcement.stuck', { name });
      case 'converting':
      case 'uploading':
        return '';
    }
  }

  function flush() {
    timer = undefined;
    const rows = [...batch.values()];
    batch = new Map();
    const { t } = texts();
    const sentences = allNews.flatMap((news) => {
      const of = rows.filter((row) => newsOf(row) === news);
      const [first] = of;
      if (!first) return [];
      return of.length === 1 ? [one(first)] : [t(`announcement.${news}Many`, { count: of.length })];
    });
    if (sentences.length > 0) announce(sentences.join('. '));
  }

  return {
    changed(changes: readonly RowChange[]) {
      for (const { before, after } of changes) {
        if (!after) batch.delete(before?.id ?? '');
        else if (!before || newsOf(before) !== newsOf(after)) batch.set(after.id, after);
      }
      // Later changes do not postpone it, since a large batch always has later changes.
      if (batch.size > 0) timer ??= setTimeout(flush, BATCH_MS);
    },
    statusChanged(before: Block, after: Block) {
      const now = texts();
      const text = blockText(after, now);
      if (text !== blockText(before, now)) announce(text || now.t('status.over'));
    },
    stop: () => clearTimeout(timer),
  };
}

/** @returns the status and the pause as text; empty when nothing blocks the queue */
function blockText({ queueStatus, paused }: Block, texts: Texts): string {
  const status = statusText(queueStatus, paused, texts);
  const parts = paused ? [status, texts.t('status.paused')] : [status];
  return parts.filter((part) => part !== '').join(' ');
}

/** @returns the status without its countdown, which would be announced each second */
function statusText(queueStatus: ShownStatus, paused: boolean, texts: Texts): string {
  const { t } = texts;
  switch (queueStatus.kind) {
    case 'open':
      return '';
    case 'not-connected':
      return t('status.notConnected');
    case 'configuration':
    case 'offline':
    case 'server-trouble':
    case 'storage-trouble':
      return sentence(queueStatus.message, texts);
    case 'disk':
      return diskSentence(queueStatus.message, paused, texts);
    case 'drive-silent':
      return t('status.driveSilent', { path: visibleName(queueStatus.path) });
    case 'rate-limited':
      return t('status.rateLimitedShort');
  }
}
