import type { Hold, UploadRow } from '../../preload/contract/contract.ts';
import { diskSentence, sentence } from '../i18n/sentence.ts';
import type { Words } from '../i18n/use-texts.ts';
import { visibleName } from '../i18n/file-name.ts';
import type { QueueState, RowChange } from './queue.ts';

/** Changes within this time are said in one sentence. */
const BATCH_MS = 1200;

/** Whether the queue as a whole moves. */
type Standing = Pick<QueueState, 'hold' | 'paused'>;

/** What is worth saying of a row: what came of it, and that it goes on no longer as it did. */
type News = 'ready' | 'failed' | 'stuck' | 'waiting' | 'skipped' | 'cancelled';

const allNews: readonly News[] = ['ready', 'failed', 'stuck', 'waiting', 'skipped', 'cancelled'];

function newsOf({ state }: UploadRow): News | null {
  switch (state.stage) {
    case 'queued':
      return state.waitsFor === null ? null : 'waiting';
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
 * Tells a screen reader what came of files, batched: one file by its name, many by their number. Percentages and
 * steps on the way are not said.
 */
export function createAnnouncer(say: (text: string) => void, words: () => Words) {
  let batch = new Map<string, UploadRow>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function one(row: UploadRow): string {
    const { t } = words();
    const name = visibleName(row.name);
    switch (row.state.stage) {
      case 'ready':
        return t(row.state.alreadyAtMs === null ? 'said.ready' : 'said.already', { name });
      case 'failed':
        return t('said.failed', { name, message: sentence(row.state.says, words()) });
      case 'skipped':
        return t('said.skipped', { name, message: sentence(row.state.says, words()) });
      case 'cancelled':
        return t('said.cancelled', { name });
      case 'queued':
        return t('said.waiting', { name, ...row.state.waitsFor });
      case 'processing':
        return t('said.stuck', { name });
      case 'uploading':
        return '';
    }
  }

  function flush() {
    timer = undefined;
    const rows = [...batch.values()];
    batch = new Map();
    const { t } = words();
    const sentences = allNews.flatMap((news) => {
      const of = rows.filter((row) => newsOf(row) === news);
      const [first] = of;
      if (!first) return [];
      return of.length === 1 ? [one(first)] : [t(`said.${news}Many`, { count: of.length })];
    });
    if (sentences.length > 0) say(sentences.join('. '));
  }

  return {
    changed(changes: readonly RowChange[]) {
      for (const { before, after } of changes) {
        if (!after) batch.delete(before?.id ?? '');
        else if (!before || newsOf(before) !== newsOf(after)) batch.set(after.id, after);
      }
      // Not put off by what comes next: in a long batch there is always something next.
      if (batch.size > 0) timer ??= setTimeout(flush, BATCH_MS);
    },
    held(before: Standing, after: Standing) {
      const now = words();
      const text = standingSaid(after, now);
      if (text !== standingSaid(before, now)) say(text || now.t('hold.over'));
    },
    stop: () => clearTimeout(timer),
  };
}

/** What holds, and the person's pause beside it. Empty where all goes on. */
function standingSaid({ hold, paused }: Standing, words: Words): string {
  const of = holdSaid(hold, paused, words);
  const said = paused ? [of, words.t('hold.paused')] : [of];
  return said.filter((text) => text !== '').join(' ');
}

/** A hold without its countdown, since that would be said each second. Empty where nothing holds. */
function holdSaid(hold: Hold, paused: boolean, words: Words): string {
  const { t } = words;
  switch (hold.kind) {
    case 'none':
      return '';
    case 'not-connected':
      return t('hold.notConnected');
    case 'configuration':
    case 'offline':
    case 'server-trouble':
    case 'storage-trouble':
      return sentence(hold.says, words);
    case 'disk':
      return diskSentence(hold.says, paused, words);
    case 'drive-silent':
      return t('hold.driveSilent', { path: hold.path });
    case 'rate-limited':
      return t('hold.rateLimitedSaid');
  }
}
