import type { TFunction } from 'i18next';
import type { Hold, UploadRow } from '../../preload/contract.ts';
import { visibleName } from '../ui/file-name.ts';
import type { RowChange } from './queue.ts';

/** Changes within this time are said in one sentence. */
const BATCH_MS = 1200;

type Ended = 'ready' | 'failed' | 'skipped' | 'cancelled';

const endings: readonly Ended[] = ['ready', 'failed', 'skipped', 'cancelled'];

/**
 * Tells a screen reader what came of files, batched: one file by its name, many by their number. Percentages and
 * steps on the way are not said.
 */
export function createAnnouncer(say: (text: string) => void, t: TFunction) {
  let batch = new Map<string, UploadRow>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function one(row: UploadRow): string {
    const name = visibleName(row.name);
    switch (row.state.stage) {
      case 'ready':
        return t('said.ready', { name });
      case 'failed':
        return t('said.failed', { name, message: row.state.message });
      case 'skipped':
        return t('said.skipped', { name, message: row.state.message });
      case 'cancelled':
        return t('said.cancelled', { name });
      case 'queued':
      case 'uploading':
      case 'processing':
        return '';
    }
  }

  function flush() {
    timer = undefined;
    const rows = [...batch.values()];
    batch = new Map();
    const sentences = endings.flatMap((ended) => {
      const of = rows.filter((row) => row.state.stage === ended);
      const [first] = of;
      if (!first) return [];
      return of.length === 1 ? [one(first)] : [t(`said.${ended}Many`, { count: of.length })];
    });
    if (sentences.length > 0) say(sentences.join('. '));
  }

  return {
    changed(changes: readonly RowChange[]) {
      for (const { before, after } of changes) {
        if (!after) batch.delete(before?.id ?? '');
        else if (before?.state.stage !== after.state.stage) batch.set(after.id, after);
      }
      // Not put off by what comes next: in a long batch there is always something next.
      if (batch.size > 0) timer ??= setTimeout(flush, BATCH_MS);
    },
    held(before: Hold, after: Hold) {
      const text = holdSaid(after, t);
      if (text !== holdSaid(before, t)) say(text || t('hold.over'));
    },
    stop: () => clearTimeout(timer),
  };
}

/** A hold without its countdown, since that would be said each second. Empty where nothing holds. */
function holdSaid(hold: Hold, t: TFunction): string {
  switch (hold.kind) {
    case 'none':
      return '';
    case 'not-connected':
      return t('hold.notConnected');
    case 'configuration':
    case 'offline':
      return hold.message;
    case 'rate-limited':
      return t('hold.rateLimitedSaid');
  }
}
