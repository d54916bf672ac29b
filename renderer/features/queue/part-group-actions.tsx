import { Copy, RotateCw, X } from 'lucide-react';
import { isActive } from '../../../main/core/model/upload.ts';
import type { UploadRow } from '../../../preload/contract/contract.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { IconButton } from '../../ui/button.tsx';
import { useCopyActions } from '../shared/copy/use-copy-actions.ts';
import { useStores } from '../shared/state/hoist.ts';
import { listNow } from './list-now.ts';
import { uploadsOf } from './part-groups.ts';
import { useQueueActions } from './use-queue-actions.ts';

const isReady = ({ state }: UploadRow) => state.stage === 'ready';
const isUnderWay = ({ state }: UploadRow) => isActive(state);
const hasEnded = ({ state }: UploadRow) => !isActive(state);
const canTryAgain = ({ state }: UploadRow) =>
  state.stage === 'cancelled' || (state.stage === 'failed' && state.canRetry);

interface PartGroupActionsProps {
  /** Of the group's row. */
  readonly id: string;
  /** The uploads of the group. */
  readonly rows: readonly UploadRow[];
  /** How many are ready, where some of them are still loading. */
  readonly readyCount?: number | undefined;
  readonly tabIndex: 0 | -1;
  /** Whether it has a button that cancels or removes them all. */
  readonly canDiscard?: boolean;
}

/** Copies the ids of all uploads of a group, tries again what can be, and cancels those under way or removes the ended ones. */
export function PartGroupActions({
  id,
  rows,
  readyCount,
  tabIndex,
  canDiscard = true,
}: PartGroupActionsProps) {
  const { t } = useTexts();
  const stores = useStores();
  const { queue } = stores;
  const actions = useQueueActions();
  const { copyIds } = useCopyActions();
  const ready = readyCount ?? rows.filter(isReady).length;
  const hasActive = rows.some(isUnderWay);
  /** Acts on all uploads of the group, once they are loaded. */
  const withIds = (matches: (row: UploadRow) => boolean, act: (ids: string[]) => void) =>
    queue.whenWhole(() => {
      const { rows: byId } = queue.getState();
      const uploads = uploadsOf([id], listNow(stores).listedRows);
      act(uploads.filter((upload) => matches(byId.get(upload) as UploadRow)));
    });
  return (
    <div className="flex items-center justify-end gap-1">
      {ready > 0 && (
        <IconButton
          label={t('list.copySelected', { count: ready })}
          tabIndex={tabIndex}
          onClick={() => withIds(isReady, (ids) => void copyIds(ids))}
        >
          <Copy aria-hidden="true" size={14} />
        </IconButton>
      )}
      {rows.some(canTryAgain) && (
        <IconButton
          label={t('row.retry')}
          tabIndex={tabIndex}
          onClick={() => withIds(canTryAgain, (ids) => void actions.retry(ids))}
        >
          <RotateCw aria-hidden="true" size={14} />
        </IconButton>
      )}
      {canDiscard && (
        <IconButton
          label={t(hasActive ? 'row.cancel' : 'row.remove')}
          tabIndex={tabIndex}
          className={hasActive ? '' : 'when-there'}
          onClick={() =>
            hasActive
              ? withIds(isUnderWay, (ids) => void actions.cancel(ids))
              : withIds(hasEnded, (ids) => void actions.remove(ids))
          }
        >
          <X aria-hidden="true" size={16} strokeWidth={1.5} />
        </IconButton>
      )}
    </div>
  );
}
