import { ChevronRight } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import type { UploadRow } from '../../../preload/contract/contract.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { IconButton } from '../../ui/button.tsx';
import { GridCell, type GridPlace, GridRow } from '../../ui/grid/grid-row.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { useHoist, useStores } from '../shared/state/hoist.ts';
import { StageGlyph } from '../shared/upload/stage-glyph.tsx';
import type { GroupDescription } from './part-group-text.ts';

interface GroupRowProps extends GridPlace {
  readonly id: string;
  /** As screen readers read it. */
  readonly name: string;
  readonly icon: ReactNode;
  /** The name as it is shown. */
  readonly shownName: ReactNode;
  readonly rows: readonly UploadRow[];
  /** Of all its files. */
  readonly sizeBytes: number;
  readonly description: GroupDescription;
  readonly level?: 0 | 1 | 2;
  readonly isOpen: boolean;
  /** Of the button that shows or hides what it stands for. */
  readonly toggleLabel: string;
  readonly actions: ReactNode;
}

/** One row for several uploads. It opens to show them. */
export function GroupRow(props: GroupRowProps) {
  const { format } = useTexts();
  const {
    id,
    name,
    icon,
    shownName,
    rows,
    sizeBytes,
    description,
    level = 0,
    isOpen,
    toggleLabel,
    actions,
  } = props;
  const { index, startPx, isEntry, holdsFocus, measure, isTree } = props;
  const { queueView } = useStores();
  const isSelected = useHoist(({ queueView: { selection } }) => selection.ids.has(id));
  const isActiveRow = useHoist(({ queueView: { selection } }) => selection.active === id);
  const { text, shown, progress } = description;
  const glyphRow = shown ?? rows[0];
  return (
    <GridRow
      {...{ index, startPx, isEntry, holdsFocus, measure, isTree }}
      id={id}
      label={`${name}, ${text}`}
      isSelected={isSelected}
      isActive={isActiveRow}
      level={level}
      isExpanded={isOpen}
      buttons={String(isOpen)}
      onDoubleClick={() => queueView.toggleGroup(id)}
    >
      <span className="cell-icon">{icon}</span>
      <GridCell className="cell-name flex h-5 items-center gap-1 overflow-hidden">
        {shownName}
        <IconButton
          label={toggleLabel}
          tabIndex={isEntry ? 0 : -1}
          className="-my-1 size-6 forced-colors:border-0"
          aria-expanded={isOpen}
          onClick={() => queueView.toggleGroup(id)}
        >
          <ChevronRight
            aria-hidden="true"
            size={14}
            className={`transition-transform ${isOpen ? 'rotate-90' : ''}`}
          />
        </IconButton>
      </GridCell>
      <GridCell className="cell-size flex justify-end text-sm text-soft tabular-nums">
        {format.size(sizeBytes)}
      </GridCell>
      <GridCell className="cell-state min-w-0 text-sm">
        <div className="flex items-start gap-2">
          <span className="flex h-5 items-center">
            {glyphRow !== undefined && <StageGlyph key={glyphRow.id} row={glyphRow} progress={progress} />}
          </span>
          <span className="tabular-nums">{text}</span>
        </div>
        {progress !== null && (
          <ProgressBar label={text} value={progress} className="-mb-1 mt-0.5 ml-5.5 h-0.5" />
        )}
      </GridCell>
      <GridCell className="cell-actions">{actions}</GridCell>
    </GridRow>
  );
}

/** @returns the present rows of these uploads; the same array while nothing changes */
export function useRowsOf(ids: readonly string[]): readonly UploadRow[] {
  const { queue } = useStores();
  const revision = useHoist(({ queue }) => queue.revision);
  return useMemo(() => {
    void revision;
    const { rows } = queue.getState();
    return ids.flatMap((id) => rows.get(id) ?? []);
  }, [ids, revision, queue]);
}

/** @returns the size of these files together, in bytes */
export function sizeOf(rows: readonly UploadRow[]): number {
  return rows.reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), 0);
}
