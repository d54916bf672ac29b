import { memo, type ReactNode } from 'react';
import { useTexts } from '../../i18n/use-texts.ts';
import { GridCell, type GridPlace, GridRow } from '../../ui/grid/grid-row.tsx';
import { useHoist } from '../shared/state/hoist.ts';
import { RowState } from '../shared/upload/row-state.tsx';
import { labelOf, UploadCells } from '../shared/upload/upload-cells.tsx';
import { RowActions } from './row-actions.tsx';
import { choicesOf } from './row-choices.ts';

interface UploadRowProps extends GridPlace {
  readonly id: string;
  /** The heading of a group above the row, see `GridRow`. */
  readonly group?: ReactNode;
  /** Whether it is shown below the row of its original. */
  readonly isPart: boolean;
  /** How many rows of groups it stands below. */
  readonly level: 0 | 1 | 2;
}

/** Subscribes to its own row, so that a patch renders only the rows it changes. */
export const UploadRow = memo(function UploadRow({ id, isPart, ...place }: UploadRowProps) {
  const texts = useTexts();
  const row = useHoist(({ queue: { rows } }) => rows.get(id));
  const isSelected = useHoist(({ queueView: { selection } }) => selection.ids.has(id));
  const isActive = useHoist(({ queueView: { selection } }) => selection.active === id);
  if (!row) return null;
  return (
    <GridRow
      {...place}
      id={id}
      label={labelOf(row, texts)}
      isSelected={isSelected}
      isActive={isActive}
      isChoice={row.ways.length > 1}
      buttons={choicesOf(row).join()}
    >
      <UploadCells row={row} isPart={isPart} isInBatch={place.level > (isPart ? 1 : 0)} />
      <GridCell className="cell-state min-w-0">
        <RowState row={row} />
      </GridCell>
      <GridCell className="cell-actions">
        <RowActions row={row} tabIndex={place.isEntry ? 0 : -1} />
      </GridCell>
    </GridRow>
  );
});
