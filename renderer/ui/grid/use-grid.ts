import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type MouseEvent, useCallback, useEffect, useRef } from 'react';
import { type SelectedRows, select } from './selection.ts';
import { type GridKeys, useGridKeys } from './use-grid-keys.ts';

/** The height of a row with one line. Taller rows are measured when they come into sight. */
const ROW_PX = 44;

interface GridOptions extends SelectedRows, GridKeys {}

export type Grid = ReturnType<typeof useGrid>;

const rowIdOf = (target: EventTarget) =>
  target instanceof Element ? target.closest<HTMLElement>('[role=row]')?.dataset['id'] : undefined;

/**
 * A long list with the selection of a file manager. The page holds only the visible rows and the active one, so that
 * scrolling never loses the focus.
 */
export function useGrid({
  visible,
  selection,
  setSelection,
  platform,
  discard,
  withAll,
  open,
  fold,
  parentOf,
}: GridOptions) {
  const { active } = selection;
  const scroller = useRef<HTMLDivElement>(null);
  const holdsFocus = useRef(false);
  const activeIndex = active === null ? -1 : visible.indexOf(active);
  const lastActiveIndex = useRef(0);

  const rangeExtractor = useCallback(
    (range: Range) => {
      const indexes = defaultRangeExtractor(range);
      if (activeIndex < 0 || indexes.includes(activeIndex)) return indexes;
      return [...indexes, activeIndex].sort((a, b) => a - b);
    },
    [activeIndex],
  );
  const virtualizer = useVirtualizer({
    count: visible.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    paddingStart: 4,
    getItemKey: (index) => visible[index] ?? index,
    rangeExtractor,
    overscan: 8,
    paddingEnd: 16,
    scrollPaddingStart: 4,
    scrollPaddingEnd: 16,
  });

  /** Scrolls a row into sight and gives it the focus once it is active. */
  const goTo = useCallback(
    (index: number, align: 'auto' | 'center' = 'auto') => {
      holdsFocus.current = true;
      virtualizer.scrollToIndex(index, { align });
      // A row that is in the page and active already does not render again.
      const row = scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"] [role=row][data-id]`);
      row?.focus({ preventScroll: true });
    },
    [virtualizer],
  );

  // After a change of screen, the active row is in sight, and has the focus unless something else has.
  const entryIndex = useRef(activeIndex);
  useEffect(() => {
    if (entryIndex.current < 0) return;
    if (document.activeElement === document.body) holdsFocus.current = true;
    virtualizer.scrollToIndex(entryIndex.current);
  }, [virtualizer]);

  // When the active row is removed, its neighbour becomes active.
  useEffect(() => {
    if (activeIndex >= 0) lastActiveIndex.current = activeIndex;
    else if (active !== null) {
      const next = visible[Math.min(lastActiveIndex.current, visible.length - 1)] ?? null;
      setSelection((now) => ({ ...now, active: next }));
    }
  }, [active, activeIndex, visible, setSelection]);

  const onKeyDown: (event: KeyboardEvent) => void = useGridKeys({ visible, selection, setSelection }, goTo, {
    platform,
    discard,
    open,
    ...(withAll && { withAll }),
    ...(fold && { fold }),
    ...(parentOf && { parentOf }),
  });

  return {
    visible,
    virtualizer,
    scroller,
    holdsFocus,
    activeIndex,
    goTo,
    onKeyDown,
    onClick(event: MouseEvent) {
      const id = rowIdOf(event.target);
      if (!id || (event.target as Element).closest('button')) return;
      holdsFocus.current = true;
      const mode = event.shiftKey ? 'range' : event.ctrlKey || event.metaKey ? 'toggle' : 'only';
      setSelection((now) => select(now, visible, id, mode));
      // The second click of a double click does not close again what the first one opened.
      const isName = (event.target as Element).closest('[data-opens]') !== null;
      if (mode === 'only' && isName && event.detail < 2) open(id);
    },
    focusCame(target: EventTarget) {
      holdsFocus.current = true;
      const id = rowIdOf(target);
      if (id) setSelection((now) => (now.active === id ? now : { ...now, active: id }));
    },
  };
}
