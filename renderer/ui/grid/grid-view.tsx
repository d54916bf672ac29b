import type { ReactNode } from 'react';
import type { GridPlace } from './grid-row.tsx';
import type { Grid } from './use-grid.ts';

interface GridViewProps {
  readonly grid: Grid;
  readonly label: string;
  /** The number of all rows; -1 if unknown. */
  readonly rowCount: number;
  /** Whether more rows are about to come. */
  readonly isBusy?: boolean;
  /** Whether rows slide to new places. */
  readonly isMoving?: boolean;
  /** Whether rows stand below others. */
  readonly isTree?: boolean;
  readonly row: (id: string, place: GridPlace) => ReactNode;
  /** Content in place of the rows, or below them. */
  readonly children?: ReactNode;
}

/** The visible rows of a grid. */
export function GridView({
  grid,
  label,
  rowCount,
  isBusy = false,
  isTree = false,
  isMoving = false,
  row,
  children,
}: GridViewProps) {
  const { visible, virtualizer, scroller, holdsFocus, activeIndex } = grid;
  const items = virtualizer.getVirtualItems();
  return (
    <div ref={scroller} className="file-list relative min-h-44 flex-1 overflow-auto border-t border-line">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it is a grid or a treegrid. */}
      {/* biome-ignore lint/a11y/useAriaPropsSupportedByRole: both support them. */}
      <div
        role={isTree ? 'treegrid' : 'grid'}
        tabIndex={-1}
        aria-label={label}
        aria-multiselectable="true"
        aria-rowcount={rowCount}
        aria-busy={isBusy}
        onClick={grid.onClick}
        onKeyDown={grid.onKeyDown}
        onFocus={(event) => grid.focusCame(event.target)}
        onBlur={(event) => {
          holdsFocus.current = event.currentTarget.contains(event.relatedTarget);
        }}
        style={{ height: virtualizer.getTotalSize() }}
        className={`relative outline-none ${isMoving ? 'moving-rows' : ''}`}
      >
        {items.map(({ index, start }) =>
          row(visible[index] ?? '', {
            index,
            startPx: start,
            isEntry: index === (activeIndex >= 0 ? activeIndex : items[0]?.index),
            holdsFocus,
            measure: virtualizer.measureElement,
            isTree,
          }),
        )}
      </div>
      {children}
    </div>
  );
}
