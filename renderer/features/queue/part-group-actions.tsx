import { Copy, RotateCw, X } from 'lucide-react';
import { isActive } from '../../../main/core/model/upload.ts';
import type { UploadRow } from '../../../preload/contract/contract.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { IconButton } from '../../ui/button.tsx';
import { useCopyActions } from '../shared/copy/use-copy-actions.ts';
import { useQueueActions } from './use-queue-actions.ts';

interface PartGroupActionsProps {
  /** The uploads of the group. */
  readonly rows: readonly UploadRow[];
  readonly tabIndex: 0 | -1;
  /** Whether it has a button that cancels or removes them all. */
  readonly canDiscard?: boolean;
}

/** Copies the ids of all uploads of a group, tries again what can be, and cancels those under way or removes the ended ones. */
export function PartGroupActions({ rows, tabIndex, canDiscard = true }: PartGroupActionsProps) {
  const { t } = useTexts();
  const actions = useQueueActions();
  const { copyIds } = useCopyActions();
  const idsOf = (matches: (state: UploadRow['state']) => boolean) =>
    rows.filter(({ state }) => matches(state)).map(({ id }) => id);
  const ready = idsOf(({ stage }) => stage === 'ready');
  const retryable = idsOf(
    (state) => state.stage === 'cancelled' || (state.stage === 'failed' && state.canRetry),
  );
  const active = idsOf(isActive);
  const hasActive = active.length > 0;
  return (
    <div className="flex items-center justify-end gap-1">
      {ready.length > 0 && (
        <IconButton
          label={t('list.copySelected', { count: ready.length })}
          tabIndex={tabIndex}
          onClick={() => void copyIds(ready)}
        >
          <Copy aria-hidden="true" size={14} />
        </IconButton>
      )}
      {retryable.length > 0 && (
        <IconButton label={t('row.retry')} tabIndex={tabIndex} onClick={() => void actions.retry(retryable)}>
          <RotateCw aria-hidden="true" size={14} />
        </IconButton>
      )}
      {canDiscard && (
        <IconButton
          label={t(hasActive ? 'row.cancel' : 'row.remove')}
          tabIndex={tabIndex}
          className={hasActive ? '' : 'when-there'}
          onClick={() => void (hasActive ? actions.cancel(active) : actions.remove(rows.map(({ id }) => id)))}
        >
          <X aria-hidden="true" size={16} strokeWidth={1.5} />
        </IconButton>
      )}
    </div>
  );
}
