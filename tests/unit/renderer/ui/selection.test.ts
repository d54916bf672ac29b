import { describe, expect, it } from 'vitest';
import {
  clear,
  noSelection,
  type SelectMode,
  select,
  selectAll,
  selectedIn,
} from '../../../../renderer/ui/grid/selection.ts';

const visible = ['a', 'b', 'c', 'd', 'e'];

const stepping = (...steps: [string, SelectMode][]) =>
  steps.reduce((now, [id, mode]) => select(now, visible, id, mode), noSelection);

describe('a selection', () => {
  it('holds one row after a click', () => {
    expect(selectedIn(stepping(['a', 'only'], ['c', 'toggle'], ['d', 'only']), visible)).toEqual(['d']);
  });

  it('grows and shrinks from its anchor with shift', () => {
    const down = stepping(['b', 'only'], ['d', 'range']);
    expect(selectedIn(down, visible)).toEqual(['b', 'c', 'd']);
    expect(selectedIn(select(down, visible, 'a', 'range'), visible)).toEqual(['a', 'b']);
  });

  it('starts a range at the active row', () => {
    expect(selectedIn(stepping(['c', 'move'], ['e', 'range']), visible)).toEqual(['c', 'd', 'e']);
  });

  it('adds and removes single rows with Ctrl', () => {
    expect(selectedIn(stepping(['a', 'only'], ['c', 'toggle'], ['a', 'toggle']), visible)).toEqual(['c']);
  });

  it('stays while the keyboard only moves', () => {
    const moved = stepping(['a', 'only'], ['c', 'move']);
    expect(selectedIn(moved, visible)).toEqual(['a']);
    expect(moved.active).toBe('c');
  });

  it('ignores rows that a filter hides', () => {
    expect(selectedIn(selectAll(noSelection, visible), ['b', 'x'])).toEqual(['b']);
  });

  it('falls back to one row when the anchor is gone', () => {
    const gone = { ...stepping(['a', 'only']), anchor: 'gone' };
    expect(selectedIn(select(gone, visible, 'c', 'range'), visible)).toEqual(['c']);
  });

  it('is empty after clearing, and keeps the active row', () => {
    const cleared = clear(stepping(['b', 'only']));
    expect([cleared.ids.size, cleared.active]).toEqual([0, 'b']);
  });
});
