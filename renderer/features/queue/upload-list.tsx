import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import { type MouseEvent, useCallback, useEffect, useRef } from 'react';
import { useWords } from '../../locales/use-words.ts';
import { useHoist, useView } from '../../store/hoist.ts';
import { select } from '../../store/selection.ts';
import { UploadRow } from './upload-row.tsx';
import { useGridKeys } from './use-grid-keys.ts';
import { useVisibleIds } from './use-visible-ids.ts';

/** The height of a row on one line. Longer ones are measured as they come into sight. */
const ROW_PX = 44;

const rowIdOf = (target: EventTarget) =>
  target instanceof Element ? target.closest<HTMLElement>('[role=row]')?.dataset['id'] : undefined;

/**
 * The rows. Only those in sight are in the page, and the one that the keyboard stands on, so that the focus is
 * never lost by scrolling.
 */
export function UploadList() {
  const { t } = useWords();
  const { view } = useHoist();
  const visible = useVisibleIds();
  const filter = useView((state) => state.filter);
  const active = useView((state) => state.selection.active);
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

  const items = virtualizer.getVirtualItems();

  // Whoever is led to a row from another screen, or comes back, finds it in sight; and stands on it, if nowhere else.
  const entryIndex = useRef(activeIndex);
  useEffect(() => {
    if (entryIndex.current < 0) return;
    if (document.activeElement === document.body) holdsFocus.current = true;
    virtualizer.scrollToIndex(entryIndex.current);
  }, [virtualizer]);

  // Led to a row while the list is there: it comes into sight and the keyboard stands on it.
  const arrival = useView((state) => state.arrival);
  useEffect(() => {
    const index = arrival === null ? -1 : visible.indexOf(arrival);
    if (index < 0) return;
    holdsFocus.current = true;
    virtualizer.scrollToIndex(index, { align: 'center' });
    scroller.current?.querySelector<HTMLElement>(`[data-id="${arrival}"]`)?.focus({ preventScroll: true });
    view.arrived();
  }, [arrival, visible, virtualizer, view]);

  const keys = useGridKeys(visible, (index) => {
    holdsFocus.current = true;
    virtualizer.scrollToIndex(index);
  });

  // When the row that the keyboard stood on went, its neighbour takes over.
  useEffect(() => {
    if (activeIndex >= 0) lastActiveIndex.current = activeIndex;
    else if (active !== null) {
      const next = visible[Math.min(lastActiveIndex.current, visible.length - 1)] ?? null;
      view.setSelection((now) => ({ ...now, active: next }));
    }
  }, [active, activeIndex, visible, view]);

  function click(event: MouseEvent) {
    const id = rowIdOf(event.target);
    if (!id || (event.target as Element).closest('button')) return;
    holdsFocus.current = true;
    const mode = event.shiftKey ? 'range' : event.ctrlKey || event.metaKey ? 'toggle' : 'only';
    view.setSelection((now) => select(now, visible, id, mode));
  }

  function focusCame(target: EventTarget) {
    holdsFocus.current = true;
    const id = rowIdOf(target);
    if (id) view.setSelection((now) => (now.active === id ? now : { ...now, active: id }));
  }

  return (
    <div ref={scroller} className="upload-list relative min-h-44 flex-1 overflow-auto border-t border-line">
      {visible.length === 0 && filter !== 'all' && (
        <p className="absolute inset-x-0 top-12 text-center text-soft">{t(`empty.filter.${filter}`)}</p>
      )}
      {/* biome-ignore lint/a11y/useSemanticElements: a <table> cannot place its rows one by one. */}
      <div
        role="grid"
        tabIndex={-1}
        aria-label={t('list.label')}
        aria-multiselectable="true"
        aria-rowcount={visible.length}
        onClick={click}
        onKeyDown={keys}
        onFocus={(event) => focusCame(event.target)}
        onBlur={(event) => {
          holdsFocus.current = event.currentTarget.contains(event.relatedTarget);
        }}
        style={{ height: virtualizer.getTotalSize() }}
        className="relative outline-none"
      >
        {items.map(({ key, index, start }) => (
          <UploadRow
            key={key}
            id={visible[index] ?? ''}
            index={index}
            startPx={start}
            isEntry={index === (activeIndex >= 0 ? activeIndex : items[0]?.index)}
            holdsFocus={holdsFocus}
            measure={virtualizer.measureElement}
          />
        ))}
      </div>
    </div>
  );
}
