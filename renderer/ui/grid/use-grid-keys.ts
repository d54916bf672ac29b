import type { KeyboardEvent } from 'react';
import { hasCommandKey } from '../command-key.ts';
import { type SelectedRows, type SelectMode, select, selectAll, selectedIn } from './selection.ts';

const PAGE_ROWS = 10;

/** @returns the row that a key leads to from row `at` of `count`; null for other keys */
function target(key: string, at: number, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return Math.min(count - 1, at + 1);
    case 'ArrowUp':
      return Math.max(0, at - 1);
    case 'PageDown':
      return Math.min(count - 1, at + PAGE_ROWS);
    case 'PageUp':
      return Math.max(0, at - PAGE_ROWS);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}

/**
 * Steps between a row and its buttons with left and right.
 * @returns whether there was a step to take
 */
function stepInRow(event: KeyboardEvent): boolean {
  const row = (event.target as HTMLElement).closest<HTMLElement>('[role=row]');
  if (!row || (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight')) return false;
  const stops = [row, ...row.querySelectorAll<HTMLElement>('button')];
  const next = stops.indexOf(event.target as HTMLElement) + (event.key === 'ArrowRight' ? 1 : -1);
  stops[next]?.focus();
  return next >= 0 && next < stops.length;
}

/** The options in which lists differ. */
export interface GridKeys {
  /** As Node names the operating system. */
  readonly platform: string;
  /** Delete, on the selected rows or else the active one. */
  readonly discard: (ids: readonly string[]) => void;
  /** Gives all rows to what selects them, once they are known. */
  readonly withAll?: (take: (visible: readonly string[]) => void) => void;
  /** Enter or space on the active row, and a click on its name. */
  readonly open: (id: string) => void;
  /**
   * Right and left on the active row: shows or hides the rows that it stands for.
   * @returns whether that changed anything
   */
  readonly fold?: (id: string, isOpen: boolean) => boolean;
  /** Left on the active row, where nothing folds: the row that it stands below; null where there is none. */
  readonly parentOf?: (id: string) => string | null;
}

/**
 * The keys of a list, as in a file manager.
 * @param goTo brings a row into sight and the focus onto it
 */
export function useGridKeys(
  { visible, selection, setSelection }: SelectedRows,
  goTo: (index: number) => void,
  {
    platform,
    discard,
    withAll = (take) => take(visible),
    open,
    fold = () => false,
    parentOf = () => null,
  }: GridKeys,
) {
  return (event: KeyboardEvent) => {
    // React also passes on the keys of a row's menu, which is outside of the list.
    if (!event.currentTarget.contains(event.target as Node)) return;
    const onButton = event.target instanceof HTMLButtonElement;
    const command = hasCommandKey(event, platform);
    const at = selection.active === null ? -1 : visible.indexOf(selection.active);

    const go = (index: number, mode: SelectMode) => {
      const id = visible[index];
      if (id === undefined) return;
      setSelection((now) => select(now, visible, id, mode));
      goTo(index);
    };
    /** Whether left or right folds the row, or leads to the one above it in the tree. */
    const folds = () => {
      const id = visible[at];
      if ((event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') || onButton || id === undefined)
        return false;
      if (fold(id, event.key === 'ArrowRight')) return true;
      const parent = event.key === 'ArrowLeft' ? visible.indexOf(parentOf(id) ?? '') : -1;
      if (parent >= 0) go(parent, 'only');
      return parent >= 0;
    };
    const to = target(event.key, at, visible.length);
    if (to !== null) go(to, event.shiftKey ? 'range' : command ? 'move' : 'only');
    // On a Mac, Command with space is the system's.
    else if (event.key === ' ' && !onButton && (command || event.ctrlKey || event.shiftKey))
      go(Math.max(0, at), event.shiftKey ? 'range' : 'toggle');
    else if (event.key === 'a' && command) withAll((all) => setSelection((now) => selectAll(now, all)));
    else if (event.key === 'Delete' || (event.key === 'Backspace' && command)) {
      const selected = selectedIn(selection, visible);
      discard(selected.length > 0 || at < 0 ? selected : visible.slice(at, at + 1));
    } else if ((event.key === 'Enter' || event.key === ' ') && !onButton && at >= 0) open(visible[at] ?? '');
    else if (!folds() && !stepInRow(event)) return;
    event.preventDefault();
  };
}
