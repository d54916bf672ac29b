import { BookOpenText, Trash2 } from 'lucide-react';
import { memo } from 'react';
import type { LibraryRow as Row } from '../../../preload/contract/contract.ts';
import { shortId, visibleName } from '../../i18n/file-name.ts';
import { type Texts, useTexts } from '../../i18n/use-texts.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { FileIcon } from '../../ui/file-icon.tsx';
import { GridCell, type GridPlace, GridRow } from '../../ui/grid/grid-row.tsx';
import { RowMenu } from '../../ui/row-menu.tsx';
import { FileName } from '../../ui/shown-file-name.tsx';
import { useNow } from '../../ui/use-now.ts';
import { useHoist } from '../shared/state/hoist.ts';
import { useLibraryActions } from './use-library-actions.ts';

export const LibraryRow = memo(function LibraryRow({ id, ...place }: GridPlace & { readonly id: string }) {
  const texts = useTexts();
  const library = useLibraryActions();
  const row = useHoist(({ library: { rows } }) => rows.get(id));
  const isSelected = useHoist(({ library: { selection } }) => selection.ids.has(id));
  const isActive = useHoist(({ library: { selection } }) => selection.active === id);
  const isGoing = useHoist(({ library: { deletions } }) =>
    deletions.pending.some(({ fileId }) => fileId === id),
  );
  const todayMs = useNow('days');
  if (!row) return null;
  const { t, format } = texts;
  const size = row.sizeBytes === null ? t('row.noSize') : format.size(row.sizeBytes);
  const made = row.madeFrom === null ? null : t('row.madeFrom', { name: visibleName(row.madeFrom) });
  const label = [visibleName(row.name), made, row.sizeBytes === null ? null : size];
  const state = isGoing ? t('library.deleting') : origin(row, todayMs, texts);
  return (
    <GridRow
      {...place}
      id={id}
      label={[...label, state].filter((part) => part !== null).join(', ')}
      isSelected={isSelected}
      isActive={isActive}
      buttons={isGoing ? 'going' : ''}
      onDoubleClick={() => void library.read(id)}
    >
      <span className="cell-icon">
        <FileIcon name={row.name} />
      </span>
      <GridCell className="cell-name flex h-5 flex-wrap items-baseline gap-x-2 overflow-hidden">
        <FileName name={row.name} folder={id} />
        {made !== null && <span className="max-w-full truncate text-sm text-soft">{made}</span>}
      </GridCell>
      <GridCell className="cell-size text-right text-sm text-soft tabular-nums">{size}</GridCell>
      <GridCell className="cell-state flex min-w-0 flex-wrap items-baseline gap-x-2 text-sm">
        <span title={id} className="font-mono text-xs text-soft">
          {shortId(id)}
        </span>
        <span className={isGoing ? '' : 'text-soft'}>{state}</span>
      </GridCell>
      <GridCell className="cell-actions">
        {!isGoing && <LibraryRowActions id={id} tabIndex={place.isEntry ? 0 : -1} />}
      </GridCell>
    </GridRow>
  );
});

function origin({ uploadedAtMs }: Row, todayMs: number, { t, format }: Texts): string {
  if (uploadedAtMs === null) return t('library.fromElsewhere');
  const { form, text } = format.day(uploadedAtMs, todayMs);
  return t(form === 'near' ? 'library.fromHereNear' : 'library.fromHereOn', { day: text });
}

function LibraryRowActions({ id, tabIndex }: { readonly id: string; readonly tabIndex: 0 | -1 }) {
  const { t } = useTexts();
  const library = useLibraryActions();
  return (
    <div className="flex items-center justify-end gap-1">
      <CopyButton copy={() => library.copyId(id)} tabIndex={tabIndex} />
      <RowMenu
        tabIndex={tabIndex}
        items={[
          { label: t('library.read'), Icon: BookOpenText, onSelect: () => void library.read(id) },
          { label: t('library.deleteOne'), Icon: Trash2, onSelect: () => void library.remove([id]) },
        ]}
      />
    </div>
  );
}
