import { Clock } from 'lucide-react';
import { type CSSProperties, memo, type RefObject, useCallback, useLayoutEffect, useRef } from 'react';
import { useWords } from '../../locales/use-words.ts';
import { useQueue, useView } from '../../store/hoist.ts';
import { visibleName } from '../../ui/file-name.ts';
import { stageName } from './describe.ts';
import { FileIcon } from './file-icon.tsx';
import { FileName } from './file-name.tsx';
import { RowActions } from './row-actions.tsx';
import { choicesOf } from './row-choices.ts';
import { RowState } from './row-state.tsx';

interface UploadRowProps {
  readonly id: string;
  readonly index: number;
  readonly startPx: number;
  /** Whether the tab key leads into this row. */
  readonly isEntry: boolean;
  /** Whether the focus is, or shall be, on the row that the keyboard stands on. */
  readonly holdsFocus: RefObject<boolean>;
  readonly measure: (element: HTMLElement | null) => void;
}

/** Subscribes to its own row, so that a patch renders those rows that it speaks of, and no others. */
export const UploadRow = memo(function UploadRow(props: UploadRowProps) {
  const { id, index, startPx, isEntry, holdsFocus, measure } = props;
  const words = useWords();
  const row = useQueue(({ rows }) => rows.get(id));
  const isSelected = useView(({ selection }) => selection.ids.has(id));
  const isActive = useView(({ selection }) => selection.active === id);
  const element = useRef<HTMLDivElement>(null);
  const place = useCallback(
    (node: HTMLDivElement | null) => {
      element.current = node;
      measure(node);
    },
    [measure],
  );
  const choices = row && choicesOf(row).join();

  // The keyboard moved here; or the button that had the focus went, because the row offers others now.
  useLayoutEffect(() => {
    void choices;
    if (!isActive || !holdsFocus.current) return;
    if (!element.current?.contains(document.activeElement)) element.current?.focus({ preventScroll: true });
  }, [isActive, choices, holdsFocus]);

  if (!row) return null;
  const { t, format } = words;
  const size = row.sizeBytes === null ? t('row.noSize') : format.size(row.sizeBytes);
  const from = row.from === null ? null : t('row.from', { folder: visibleName(row.from) });
  const style: CSSProperties = { transform: `translateY(${startPx}px)` };
  const tabIndex = isEntry ? 0 : -1;
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows of a virtual list are placed one by one, which <tr> cannot be.
    <div
      ref={place}
      role="row"
      data-index={index}
      data-id={id}
      aria-rowindex={index + 1}
      aria-selected={isSelected}
      aria-label={[visibleName(row.name), from, size, stageName(row, words)].filter(Boolean).join(', ')}
      tabIndex={tabIndex}
      style={style}
      className="upload-row absolute inset-x-2 top-0 rounded-lg -outline-offset-2 hover:bg-sunken/60 aria-selected:bg-accent-soft"
    >
      <span className="cell-icon">
        <FileIcon name={row.name} />
      </span>
      <Cell className="cell-name flex h-5 flex-wrap items-baseline gap-x-2 overflow-hidden">
        <FileName name={row.name} folder={row.folder} />
        {from !== null && <span className="max-w-full truncate text-sm text-soft">{from}</span>}
      </Cell>
      <Cell className="cell-size flex items-center justify-end gap-1 text-sm text-soft tabular-nums">
        {row.retention === 'temporary' && (
          <Clock aria-label={t('row.temporary')} role="img" size={14} strokeWidth={1.75}>
            <title>{t('row.temporary')}</title>
          </Clock>
        )}
        {size}
      </Cell>
      <Cell className="cell-state min-w-0">
        <RowState row={row} />
      </Cell>
      <Cell className="cell-actions">
        <RowActions row={row} tabIndex={tabIndex} />
      </Cell>
    </div>
  );
});

function Cell({ className, children }: { readonly className: string; readonly children: React.ReactNode }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the row.
    // biome-ignore lint/a11y/useFocusableInteractive: the row takes the focus for its cells.
    <div role="gridcell" className={className}>
      {children}
    </div>
  );
}
