/**
 * A selection as in a file manager. Each function is pure: it takes the visible ids in order and returns the next
 * selection.
 */
export interface Selection {
  readonly ids: ReadonlySet<string>;
  /** Where a range starts. */
  readonly anchor: string | null;
  /** The row that the keyboard acts on. */
  readonly active: string | null;
}

/** `range` is shift, `toggle` is Ctrl or Command, `move` goes to a row without selecting it. */
export type SelectMode = 'only' | 'range' | 'toggle' | 'move';

/** The visible rows of a list, the selected ones, and the way to change the selection. */
export interface SelectedRows {
  readonly visible: readonly string[];
  readonly selection: Selection;
  readonly setSelection: (next: (selection: Selection) => Selection) => void;
}

export const noSelection: Selection = { ids: new Set(), anchor: null, active: null };

function range(visible: readonly string[], from: string, to: string): Set<string> {
  const a = visible.indexOf(from);
  const b = visible.indexOf(to);
  return new Set(a < 0 ? [to] : visible.slice(Math.min(a, b), Math.max(a, b) + 1));
}

export function select(
  selection: Selection,
  visible: readonly string[],
  id: string,
  mode: SelectMode,
): Selection {
  switch (mode) {
    case 'only':
      return { ids: new Set([id]), anchor: id, active: id };
    case 'range': {
      const anchor = selection.anchor ?? selection.active ?? id;
      return { ids: range(visible, anchor, id), anchor, active: id };
    }
    case 'toggle': {
      const ids = new Set(selection.ids);
      if (!ids.delete(id)) ids.add(id);
      return { ids, anchor: id, active: id };
    }
    case 'move':
      return { ...selection, active: id };
  }
}

export function selectAll(selection: Selection, visible: readonly string[]): Selection {
  return { ...selection, ids: new Set(visible) };
}

/** @returns the selection without selected rows; the active row stays */
export function clear(selection: Selection): Selection {
  return { ...selection, ids: new Set(), anchor: null };
}

/** @returns the selected rows that are visible, so that nothing hidden is cancelled, removed or copied by accident */
export function selectedIn(selection: Selection, visible: readonly string[]): string[] {
  return visible.filter((id) => selection.ids.has(id));
}
