import { ChevronRight } from 'lucide-react';
import { memo, useMemo } from 'react';
import type { UploadRow } from '../../../preload/contract/contract.ts';
import { visibleName } from '../../i18n/file-name.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { IconButton } from '../../ui/button.tsx';
import { FileIcon } from '../../ui/file-icon.tsx';
import { GridCell, type GridPlace, GridRow } from '../../ui/grid/grid-row.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { FileName } from '../../ui/shown-file-name.tsx';
import { useHoist, useStores } from '../shared/state/hoist.ts';
import { StageGlyph } from '../shared/upload/stage-glyph.tsx';
import { PartGroupActions } from './part-group-actions.tsx';
import { describeParts } from './part-group-text.ts';
import type { PartGroup } from './part-groups.ts';

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
  const [first] = rows;
  if (first?.madeFrom == null) return null;
  const { name } = first.madeFrom;
  const { text, shown, progress } = describeParts(rows, first.madeFrom, t);
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
        <FileName name={name} folder={first.folder} opens={false} />
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
            <StageGlyph row={shown ?? first} progress={progress} />
          </span>
          <span className="tabular-nums">{text}</span>
        </div>
        {progress !== null && (
          <ProgressBar label={text} value={progress} className="-mb-1 mt-0.5 ml-5.5 h-0.5" />
        )}
      </GridCell>
      <GridCell className="cell-actions">
        <PartGroupActions rows={rows} tabIndex={place.isEntry ? 0 : -1} />
      </GridCell>
    </GridRow>
  );
});

function useParts({ parts }: PartGroup): readonly UploadRow[] {
  const { queue } = useStores();
  const revision = useHoist(({ queue }) => queue.revision);
  return useMemo(() => {
    void revision;
    const { rows } = queue.getState();
    return parts.flatMap((id) => rows.get(id) ?? []);
  }, [parts, revision, queue]);
}

function PartSizes({ rows }: { readonly rows: readonly UploadRow[] }) {
  const { format } = useTexts();
  return format.size(rows.reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), 0));
}
