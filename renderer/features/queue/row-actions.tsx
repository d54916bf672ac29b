import { Check, Copy, RotateCw, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { UploadRow } from '../../../preload/contract.ts';
import { useWords } from '../../locales/use-words.ts';
import { isActive } from '../../store/filter.ts';
import { useHoist } from '../../store/hoist.ts';
import { Button, IconButton } from '../../ui/button.tsx';

const COPIED_MS = 1500;

/** A cancelled file may be taken up again, like one that failed. */
const mayRetry = ({ state }: UploadRow) =>
  state.stage === 'cancelled' || (state.stage === 'failed' && state.canRetry);

interface RowActionsProps {
  readonly row: UploadRow;
  /** Only the row that the keyboard stands on has its buttons in the tab order. */
  readonly tabIndex: 0 | -1;
}

export function RowActions({ row, tabIndex }: RowActionsProps) {
  const { t } = useWords();
  const { actions } = useHoist();
  const { id, state } = row;
  return (
    <div className="flex items-center justify-end gap-1">
      {state.stage === 'ready' && <CopyId id={id} tabIndex={tabIndex} />}
      {mayRetry(row) && (
        <Button look="quiet" size="small" tabIndex={tabIndex} onClick={() => void actions.retry([id])}>
          <RotateCw aria-hidden="true" size={14} />
          {t('row.retry')}
        </Button>
      )}
      {isActive(row) ? (
        <IconButton label={t('row.cancel')} tabIndex={tabIndex} onClick={() => void actions.cancel([id])}>
          <X aria-hidden="true" size={16} strokeWidth={1.5} />
        </IconButton>
      ) : (
        <IconButton
          label={t('row.remove')}
          tabIndex={tabIndex}
          className="when-there"
          onClick={() => void actions.remove([id])}
        >
          <X aria-hidden="true" size={16} strokeWidth={1.5} />
        </IconButton>
      )}
    </div>
  );
}

function CopyId({ id, tabIndex }: { readonly id: string; readonly tabIndex: 0 | -1 }) {
  const { t } = useWords();
  const { actions } = useHoist();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), COPIED_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const Icon = copied ? Check : Copy;
  return (
    <Button
      look="quiet"
      size="small"
      tabIndex={tabIndex}
      className="min-w-21"
      onClick={async () => setCopied(await actions.copyId(id))}
    >
      <Icon aria-hidden="true" size={14} />
      {copied ? t('row.copied') : t('row.copyId')}
    </Button>
  );
}
