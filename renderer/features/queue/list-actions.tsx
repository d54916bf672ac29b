import { Copy } from 'lucide-react';
import { useTexts } from '../../i18n/use-texts.ts';
import { useHoist, useQueue, useView } from '../../store/hoist.ts';
import { selectedIn } from '../../store/selection.ts';
import { Button } from '../../ui/button.tsx';
import { CopyMenu } from './copy-menu.tsx';
import { finishedIds, idsToCopy } from './row-sets.ts';
import { useFoundIds, useVisibleIds } from './use-visible-ids.ts';

/** What can be done with many rows at once: copy their ids, and clear away what is over. */
export function ListActions() {
  const { t } = useTexts();
  const { queue, actions } = useHoist();
  const byStage = useQueue((state) => state.tally.byStage);
  const rows = useQueue((state) => state.rows);
  const found = useFoundIds();
  const visible = useVisibleIds();
  const selection = useView((state) => state.selection);
  const selected = selectedIn(selection, visible);
  const isSearching = useView((state) => state.search !== '');
  const isPart = selected.length > 0 || isSearching;
  /** What is selected, else what is found, else all. */
  const meant = () => (selected.length > 0 ? selected : isSearching ? visible : queue.getState().order);
  const copied = isPart ? idsToCopy(meant(), rows).length : byStage.ready;
  // What a search hides is not taken away with what it found.
  const finished = isSearching
    ? finishedIds(found, rows).length
    : byStage.ready + byStage.cancelled + byStage.skipped;
  return (
    <div className="flex gap-0.5">
      <Button
        look="quiet"
        size="small"
        disabled={finished === 0}
        onClick={() => void actions.remove(finishedIds(isSearching ? found : queue.getState().order, rows))}
      >
        {t('list.clearFinished')}
      </Button>
      <Button
        look="quiet"
        size="small"
        disabled={copied === 0}
        onClick={() => void actions.copyIds(idsToCopy(meant(), rows))}
      >
        <Copy aria-hidden="true" size={14} />
        {isPart ? t('list.copySelected', { count: copied }) : t('list.copyAll')}
      </Button>
      <CopyMenu
        ids={meant}
        hasReady={copied > 0}
        hasActive={byStage.queued + byStage.uploading + byStage.processing > 0}
      />
    </div>
  );
}
