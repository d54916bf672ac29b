import { useEffect } from 'react';
import type { Grid } from './use-grid.ts';

/** The next page loads this many rows before the end, so that nobody waits. */
const AHEAD_ROWS = 60;

/** Loads more rows as the end comes near. */
export function useLoadMore({ virtualizer, visible }: Grid, more: () => Promise<void>): void {
  const lastVisible = virtualizer.range?.endIndex ?? 0;
  useEffect(() => {
    if (lastVisible >= visible.length - AHEAD_ROWS) void more();
  }, [lastVisible, visible, more]);
}
