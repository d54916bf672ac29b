import { Clock } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import { visibleName } from '../../i18n/file-name.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { FileIcon } from '../../ui/file-icon.tsx';
import { GridCell, type GridPlace, GridRow } from '../../ui/grid/grid-row.tsx';
import { RowMark } from '../../ui/row-mark.tsx';
import { FileName } from '../../ui/shown-file-name.tsx';
import { useHoist } from '../shared/state/hoist.ts';
import { RowState } from '../shared/upload/row-state.tsx';
import { stageName } from '../shared/upload/upload-text.ts';
import { RowActions } from './row-actions.tsx';
import { choicesOf } from './row-choices.ts';

interface UploadRowProps extends GridPlace {
  readonly id: string;
  /** The heading of a group above the row, see `GridRow`. */
  readonly group?: ReactNode;
}

/** Subscribes to its own row, so that a patch renders only the rows it changes. */
export const UploadRow = memo(function UploadRow({ id, ...place }: UploadRowProps) {
  const texts = useTexts();
  const row = useHoist(({ queue: { rows } }) => rows.get(id));
  const isSelected = useHoist(({ queueView: { selection } }) => selection.ids.has(id));
  const isActive = useHoist(({ queueView: { selection } }) => selection.active === id);
  if (!row) return null;
  const { t, format } = texts;
  const size = row.sizeBytes === null ? t('row.noSize') : format.size(row.sizeBytes);
  const from = row.from === null ? null : t('row.from', { folder: visibleName(row.from) });
  return (
    <GridRow
      {...place}
      id={id}
      label={[visibleName(row.name), from, size, stageName(row, texts)].filter(Boolean).join(', ')}
      isSelected={isSelected}
      isActive={isActive}
      buttons={choicesOf(row).join()}
    >
      <span className="cell-icon">
        <FileIcon name={row.name} />
      </span>
      <GridCell className="cell-name flex h-5 flex-wrap items-baseline gap-x-2 overflow-hidden">
        <FileName name={row.name} folder={row.folder} />
        {from !== null && <span className="max-w-full truncate text-sm text-soft">{from}</span>}
      </GridCell>
      <GridCell className="cell-size flex items-center justify-end gap-1 text-sm text-soft tabular-nums">
        {row.retention === 'temporary' && <RowMark Icon={Clock} label={t('row.temporary')} />}
        {size}
      </GridCell>
      <GridCell className="cell-state min-w-0">
        <RowState row={row} />
      </GridCell>
      <GridCell className="cell-actions">
        <RowActions row={row} tabIndex={place.isEntry ? 0 : -1} />
      </GridCell>
    </GridRow>
  );
});
