import { memo } from 'react';
import { visibleName } from '../../i18n/file-name.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { FileIcon } from '../../ui/file-icon.tsx';
import type { GridPlace } from '../../ui/grid/grid-row.tsx';
import { FileName } from '../../ui/shown-file-name.tsx';
import { useHoist } from '../shared/state/hoist.ts';
import { GroupRow, sizeOf, useRowsOf } from './group-row.tsx';
import { PartGroupActions } from './part-group-actions.tsx';
import { describeParts } from './part-group-text.ts';
import type { PartGroup } from './part-groups.ts';

interface PartGroupRowProps extends GridPlace {
  readonly group: PartGroup;
  /** How many rows of groups it stands below. */
  readonly level: 0 | 1 | 2;
}

/** One row for all files that an original was converted to. It opens to show them. */
export const PartGroupRow = memo(function PartGroupRow({ group, ...place }: PartGroupRowProps) {
  const { t } = useTexts();
  const { id } = group;
  const rows = useRowsOf(group.parts);
  const isOpen = useHoist(({ queueView: { openGroups } }) => openGroups.has(id));
  const [first] = rows;
  if (first?.madeFrom == null) return null;
  const { name } = first.madeFrom;
  return (
    <GroupRow
      {...place}
      id={id}
      name={visibleName(name)}
      icon={<FileIcon name={name} />}
      shownName={<FileName name={name} folder={first.folder} opens={false} />}
      rows={rows}
      sizeBytes={sizeOf(rows)}
      description={describeParts(rows, first.madeFrom, t)}
      isOpen={isOpen}
      toggleLabel={t(isOpen ? 'row.hideParts' : 'row.showParts')}
      actions={<PartGroupActions id={id} rows={rows} tabIndex={place.isEntry ? 0 : -1} />}
    />
  );
});
