import { Copy } from 'lucide-react';
import { useTexts } from '../../i18n/use-texts.ts';
import { Button } from '../../ui/button.tsx';
import { selectedIn } from '../../ui/grid/selection.ts';
import { useCopyActions } from '../shared/copy/use-copy-actions.ts';
import { useHoist, useStores } from '../shared/state/hoist.ts';
import { CopyMenu } from './copy-menu.tsx';
import { listNow, meantUploads } from './list-now.ts';
import { uploadsOf } from './part-groups.ts';
import { finishedIds, idsToCopy } from './row-sets.ts';
import { useQueueActions } from './use-queue-actions.ts';
import { useFoundIds, useListedRows, useVisibleIds } from './use-visible-ids.ts';

/** Actions on many rows at once: copy their ids, clear the finished ones. */
export function ListActions() {
  const { t } = useTexts();
  const stores = useStores();
  const { queue } = stores;
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
  const copied = isPart ? idsToCopy(selected.length > 0 ? selected : visible, rows).length : byStage.ready;
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
        onClick={() =>
          queue.whenWhole(
            () => void actions.remove(finishedIds(listNow(stores).found, queue.getState().rows)),
          )
        }
      >
        {t('list.clearFinished')}
      </Button>
      <Button
        look="quiet"
        size="small"
        disabled={copied === 0}
        onClick={() =>
          queue.whenWhole(() => void copyIds(idsToCopy(meantUploads(stores), queue.getState().rows)))
        }
      >
        <Copy aria-hidden="true" size={14} />
        {isPart ? t('list.copySelected', { count: copied }) : t('list.copyAll')}
      </Button>
      <CopyMenu
        ids={() => meantUploads(stores)}
        hasReady={copied > 0}
        hasActive={byStage.queued + byStage.converting + byStage.uploading + byStage.processing > 0}
      />
    </div>
  );
}
