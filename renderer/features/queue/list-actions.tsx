import { Copy } from 'lucide-react';
import { useTexts } from '../../i18n/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { selectedIn } from '../../ui/grid/selection.ts';
import { useCopyActions } from '../shared/copy/use-copy-actions.ts';
import { useHoist, useStores } from '../shared/state/hoist.ts';
import { CopyMenu } from './copy-menu.tsx';
import { uploadsOf } from './part-groups.ts';
import { finishedIds, idsToCopy } from './row-sets.ts';
import { useQueueActions } from './use-queue-actions.ts';
import { useFoundIds, useListedRows, useVisibleIds } from './use-visible-ids.ts';

/** Actions on many rows at once: copy their ids, clear the finished ones. */
export function ListActions() {
  const { t } = useTexts();
  const { queue } = useStores();
  const actions = useQueueActions();
  const { copyIds } = useCopyActions();
  const byStage = useHoist(({ queue }) => queue.counts.byStage);
  const rows = useHoist(({ queue }) => queue.rows);
  const found = useFoundIds();
  const visible = useVisibleIds();
  const selection = useHoist(({ queueView }) => queueView.selection);
  const listedRows = useListedRows();
  const selected = uploadsOf(selectedIn(selection, listedRows.listed), listedRows);
  const isSearching = useHoist(({ queueView }) => queueView.search !== '');
  const isPart = selected.length > 0 || isSearching;
  /** The selected rows, or the matches of the search, or all. */
  const meant = () => (selected.length > 0 ? selected : isSearching ? visible : queue.getState().order);
  const copied = isPart ? idsToCopy(meant(), rows).length : byStage.ready;
  // Rows that the search hides stay.
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
        onClick={() => void copyIds(idsToCopy(meant(), rows))}
      >
        <Copy aria-hidden="true" size={14} />
        {isPart ? t('list.copySelected', { count: copied }) : t('list.copyAll')}
      </Button>
      <CopyMenu
        ids={meant}
        hasReady={copied > 0}
        hasActive={byStage.queued + byStage.converting + byStage.uploading + byStage.processing > 0}
      />
    </div>
  );
}
