import { Clock } from 'lucide-react';
import type { ReactNode } from 'react';
import type { UploadRow } from '../../../../preload/contract/contract.ts';
import { visibleName } from '../../../i18n/file-name.ts';
import { type Texts, useTexts } from '../../../i18n/use-texts.ts';
import { FileIcon } from '../../../ui/file-icon.tsx';
import { GridCell } from '../../../ui/grid/grid-row.tsx';
import { RowMark } from '../../../ui/row-mark.tsx';
import { FileName } from '../../../ui/shown-file-name.tsx';
import { shownName, stageName } from './upload-text.ts';

/** @returns what a screen reader reads of a row */
export function labelOf(row: UploadRow, texts: Texts): string {
  const parts = [
    visibleName(shownName(row)),
    madeText(row, texts),
    folderText(row, texts),
    sizeText(row, texts),
    stageName(row, texts),
  ];
  return parts.filter((part) => part !== null).join(', ');
}

interface UploadCellsProps {
  readonly row: UploadRow;
  /** Further marks before the size. */
  readonly marks?: ReactNode;
  /** Whether it stands below its original, whose name need not be repeated. */
  readonly isPart?: boolean;
  /** Whether the heading above it names its folder. */
  readonly isInBatch?: boolean;
}

/** The cells with the icon, the name and the size of an upload. */
export function UploadCells({ row, marks, isPart = false, isInBatch = false }: UploadCellsProps) {
  const texts = useTexts();
  const from = isInBatch ? null : folderText(row, texts);
  const made = isPart ? null : madeText(row, texts);
  const name = shownName(row);
  return (
    <>
      <span className="cell-icon">
        <FileIcon name={name} />
      </span>
      <GridCell className="cell-name flex h-5 flex-wrap items-baseline gap-x-2 overflow-hidden">
        <FileName name={name} folder={row.folder} />
        {made !== null && <span className="max-w-full truncate text-sm text-soft">{made}</span>}
        {from !== null && <span className="max-w-full truncate text-sm text-soft">{from}</span>}
      </GridCell>
      <GridCell className="cell-size flex items-center justify-end gap-1 text-sm text-soft tabular-nums">
        {marks}
        {row.retention === 'temporary' && <RowMark Icon={Clock} label={texts.t('row.temporary')} />}
        {sizeText(row, texts)}
      </GridCell>
    </>
  );
}

function madeText({ madeFrom }: UploadRow, { t }: Texts): string | null {
  if (madeFrom === null) return null;
  if (madeFrom.of === 1) return t(`row.as.${madeFrom.way}`);
  return t('row.madeFrom', { name: visibleName(madeFrom.name) });
}

function folderText({ from }: UploadRow, { t }: Texts): string | null {
  return from === null ? null : t('row.from', { folder: visibleName(from) });
}

function sizeText({ sizeBytes }: UploadRow, { t, format }: Texts): string {
  return sizeBytes === null ? t('row.noSize') : format.size(sizeBytes);
}
