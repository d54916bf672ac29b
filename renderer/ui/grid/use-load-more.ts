import { useEffect } from 'react';
import type { Grid } from './use-grid.ts';

/** So many rows before the end of what is there the next page is asked for, so that nobody waits for it. */
const AHEAD_ROWS = 60;

/** Asks for more rows as the last ones come near. */
export function useLoadMore({ virtualizer, visible }: Grid, more: () => Promise<void>): void {
  const lastInSight = virtualizer.range?.endIndex ?? 0;
  useEffect(() => {
    if (lastInSight >= visible.length - AHEAD_ROWS) void more();
  }, [lastInSight, visible, more]);
}
