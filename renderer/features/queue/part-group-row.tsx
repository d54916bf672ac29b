import { ChevronRight, Copy, RotateCw, X } from 'lucide-react';
import { memo, useMemo } from 'react';
import { isActive } from '../../../main/core/model/upload.ts';
import type { UploadRow } from '../../../preload/contract/contract.ts';
import { visibleName } from '../../i18n/file-name.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { IconButton } from '../../ui/button.tsx';
import { FileIcon } from '../../ui/file-icon.tsx';
import { GridCell, type GridPlace, GridRow } from '../../ui/grid/grid-row.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { FileName } from '../../ui/shown-file-name.tsx';
import { useCopyActions } from '../shared/copy/use-copy-actions.ts';
import { useHoist, useStores } from '../shared/state/hoist.ts';
import { noRows, overallProgress, type RowCounts, updatedCounts } from '../shared/state/row-counts.ts';
import { StageGlyph } from '../shared/upload/stage-glyph.tsx';
import type { PartGroup } from './part-groups.ts';
import { useQueueActions } from './use-queue-actions.ts';

interface PartGroupRowProps extends GridPlace {
  readonly group: PartGroup;
}

/** One row for all files that an original was converted to. It opens to show them. */
export const PartGroupRow = memo(function PartGroupRow({ group, ...place }: PartGroupRowProps) {
  const { t } = useTexts();
  const { queueView } = useStores();
  const { id } = group;
  const rows = useParts(group);
  const isOpen = useHoist(({ queueView: { openGroups } }) => openGroups.has(id));
  const isSelected = useHoist(({ queueView: { selection } }) => selection.ids.has(id));
  const isActiveRow = useHoist(({ queueView: { selection } }) => selection.active === id);
  const counts = useMemo(() => countsOf(rows), [rows]);
  const [first] = rows;
  if (first?.madeFrom == null) return null;
  const { name } = first.madeFrom;
  const text = stateText(counts, rows.length, t);
  return (
    <GridRow
      {...place}
      id={id}
      label={`${visibleName(name)}, ${text}`}
      isSelected={isSelected}
      isActive={isActiveRow}
      buttons={String(isOpen)}
      onDoubleClick={() => queueView.toggleGroup(id)}
    >
      <span className="cell-icon">
        <FileIcon name={name} />
      </span>
      <GridCell className="cell-name flex h-5 items-center gap-1 overflow-hidden">
        <FileName name={name} folder={first.folder} />
        <IconButton
          label={t(isOpen ? 'row.hideParts' : 'row.showParts')}
          tabIndex={place.isEntry ? 0 : -1}
          className="-my-1 size-6"
          aria-expanded={isOpen}
          onClick={() => queueView.toggleGroup(id)}
        >
          <ChevronRight aria-hidden="true" size={14} className={isOpen ? 'rotate-90' : ''} />
        </IconButton>
      </GridCell>
      <GridCell className="cell-size flex justify-end text-sm text-soft tabular-nums">
        <PartSizes rows={rows} />
      </GridCell>
      <GridCell className="cell-state min-w-0 text-sm">
        <div className="flex items-start gap-2">
          <span className="flex h-5 items-center">
            <StageGlyph row={spokesman(rows) ?? first} progress={overallProgress(counts)} />
          </span>
          <span className="tabular-nums">{text}</span>
        </div>
        {counts.byStage.ready < rows.length && (
          <ProgressBar label={text} value={overallProgress(counts)} className="-mb-1 mt-0.5 ml-5.5 h-0.5" />
        )}
      </GridCell>
      <GridCell className="cell-actions">
        <GroupActions group={group} counts={counts} tabIndex={place.isEntry ? 0 : -1} />
      </GridCell>
    </GridRow>
  );
});

/** @returns the part whose state the group shows: one under way, else one that failed */
function spokesman(rows: readonly UploadRow[]): UploadRow | undefined {
  return rows.find(({ state }) => isActive(state)) ?? rows.find(({ state }) => state.stage === 'failed');
}

function useParts({ parts }: PartGroup): readonly UploadRow[] {
  const { queue } = useStores();
  const revision = useHoist(({ queue }) => queue.revision);
  return useMemo(() => {
    void revision;
    const { rows } = queue.getState();
    return parts.flatMap((id) => rows.get(id) ?? []);
  }, [parts, revision, queue]);
}

function countsOf(rows: readonly UploadRow[]): RowCounts {
  return updatedCounts(
    noRows,
    rows.map((after) => ({ before: null, after })),
  );
}

function stateText({ byStage }: RowCounts, parts: number, t: ReturnType<typeof useTexts>['t']): string {
  const ready = t('row.partsReady', { count: parts, ready: byStage.ready });
  const failed = byStage.failed === 0 ? '' : ` · ${t('row.partsFailed', { count: byStage.failed })}`;
  const leftOut = byStage.skipped === 0 ? '' : ` · ${t('row.partsLeftOut', { count: byStage.skipped })}`;
  return `${ready}${failed}${leftOut}`;
}

function PartSizes({ rows }: { readonly rows: readonly UploadRow[] }) {
  const { format } = useTexts();
  return format.size(rows.reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), 0));
}

interface GroupActionsProps {
  readonly group: PartGroup;
  readonly counts: RowCounts;
  readonly tabIndex: 0 | -1;
}

function GroupActions({ group: { parts }, counts, tabIndex }: GroupActionsProps) {
  const { t } = useTexts();
  const { queue } = useStores();
  const actions = useQueueActions();
  const { copyIds } = useCopyActions();
  const idsThat = (matches: (row: UploadRow) => boolean) => {
    const { rows } = queue.getState();
    return parts.filter((id) => {
      const row = rows.get(id);
      return row !== undefined && matches(row);
    });
  };
  const hasActive = counts.byStage.ready + counts.byStage.failed < parts.length - counts.byStage.skipped;
  return (
    <div className="flex items-center justify-end gap-1">
      {counts.byStage.ready > 0 && (
        <IconButton
          label={t('list.copySelected', { count: counts.byStage.ready })}
          tabIndex={tabIndex}
          onClick={() => void copyIds(idsThat(({ state }) => state.stage === 'ready'))}
        >
          <Copy aria-hidden="true" size={14} />
        </IconButton>
      )}
      {counts.retryable > 0 && (
        <IconButton
          label={t('row.retry')}
          tabIndex={tabIndex}
          onClick={() => void actions.retry(idsThat(({ state }) => state.stage === 'failed'))}
        >
          <RotateCw aria-hidden="true" size={14} />
        </IconButton>
      )}
      <IconButton
        label={t(hasActive ? 'row.cancel' : 'row.remove')}
        tabIndex={tabIndex}
        className={hasActive ? '' : 'when-there'}
        onClick={() =>
          void (hasActive ? actions.cancel(idsThat(({ state }) => isActive(state))) : actions.remove(parts))
        }
      >
        <X aria-hidden="true" size={16} strokeWidth={1.5} />
      </IconButton>
    </div>
  );
}
