import { FlaskConical, FolderSearch, Trash2, Upload, UserRound } from 'lucide-react';
import { memo } from 'react';
import type { HistoryRow as Row } from '../../../preload/contract/contract.ts';
import { type Texts, useTexts } from '../../i18n/use-texts.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { GridCell, type GridPlace, GridRow } from '../../ui/grid/grid-row.tsx';
import { RowMark } from '../../ui/row-mark.tsx';
import { RowMenu } from '../../ui/row-menu.tsx';
import { useNow } from '../../ui/use-now.ts';
import { useCopyActions } from '../shared/copy/use-copy-actions.ts';
import { useHoist } from '../shared/state/hoist.ts';
import { RowState } from '../shared/upload/row-state.tsx';
import { labelOf, UploadCells } from '../shared/upload/upload-cells.tsx';
import { hasCopyableId } from './history-store.ts';
import { useHistoryActions } from './use-history-actions.ts';

export const HistoryRow = memo(function HistoryRow({ id, ...place }: GridPlace & { readonly id: string }) {
  const texts = useTexts();
  const history = useHistoryActions();
  const row = useHoist(({ history: { rows } }) => rows.get(id));
  const before = useHoist(({ history: { ids, rows } }) => rows.get(ids[place.index - 1] ?? ''));
  const isSelected = useHoist(({ history: { selection } }) => selection.ids.has(id));
  const isActive = useHoist(({ history: { selection } }) => selection.active === id);
  const todayMs = useNow('days');
  if (!row) return null;
  const elsewhere = whose(row, texts);
  const day = headingOf(row.endedAtMs, todayMs, texts);
  const time = texts.format.time(row.endedAtMs);
  const parts = [labelOf(row, texts), elsewhere, `${day}, ${time}`];
  return (
    <GridRow
      {...place}
      id={id}
      label={parts.filter(Boolean).join(', ')}
      isSelected={isSelected}
      isActive={isActive}
      buttons={row.state.stage}
      onDoubleClick={() => void history.reveal(id)}
      heading={before && headingOf(before.endedAtMs, todayMs, texts) === day ? null : day}
    >
      <UploadCells
        row={row}
        marks={
          elsewhere !== null &&
          row.at.kind !== 'here' && <RowMark Icon={MARKS[row.at.kind]} label={elsewhere} />
        }
      />
      <GridCell className="cell-state flex min-w-0 justify-between gap-3">
        <RowState row={row} />
        <time className="shrink-0 text-sm text-soft tabular-nums">{time}</time>
      </GridCell>
      <GridCell className="cell-actions">
        <HistoryRowActions row={row} tabIndex={place.isEntry ? 0 : -1} />
      </GridCell>
    </GridRow>
  );
});

/** @returns where the file is; null if it is where one expects it, or was not sent */
function whose({ at, state }: Row, { t }: Texts): string | null {
  if (state.stage === 'skipped' || state.stage === 'cancelled') return null;
  if (at.kind === 'sandbox') return t('history.atSandbox');
  if (at.kind === 'deleted') return t('history.deleted');
  return at.kind === 'other' ? t('history.atOther', { ...at.whom }) : null;
}

const MARKS = { sandbox: FlaskConical, deleted: Trash2, other: UserRound } as const;

function HistoryRowActions({ row, tabIndex }: { readonly row: Row; readonly tabIndex: 0 | -1 }) {
  const { t } = useTexts();
  const history = useHistoryActions();
  const { copyId } = useCopyActions();
  const { id } = row;
  return (
    <div className="flex items-center justify-end gap-1">
      {hasCopyableId(row) && <CopyButton copy={() => copyId(id)} tabIndex={tabIndex} />}
      <RowMenu
        tabIndex={tabIndex}
        items={[
          { label: t('history.reveal'), Icon: FolderSearch, onSelect: () => void history.reveal(id) },
          { label: t('row.uploadAgain'), Icon: Upload, onSelect: () => void history.uploadAgain([id]) },
        ]}
      />
    </div>
  );
}

/** @returns the heading above the first row of a day: "Today", "Yesterday", "Tuesday", "Nov 12" */
function headingOf(atMs: number, nowMs: number, { format }: Texts): string {
  const { text } = format.day(atMs, nowMs);
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}
