import { useEffect, useState } from 'react';
import { useHoist } from '../shared/state/hoist.ts';

/** A little longer than the motion itself in app.css, in milliseconds. */
const MOTION_MS = 200;

/**
 * @returns whether the person folded or unfolded a group just now. Only then do the rows slide to their new places: they
 *   also move while somebody scrolls and while files arrive, where a motion would be in the way.
 */
export function useFolding(): boolean {
  const open = useHoist(({ queueView }) => queueView.openGroups);
  const folded = useHoist(({ queueView }) => queueView.foldedBatches);
  const [before, setBefore] = useState({ open, folded });
  const [isFolding, setFolding] = useState(false);
  // Within the same render, so that the rows move with the motion.
  if (before.open !== open || before.folded !== folded) {
    setBefore({ open, folded });
    setFolding(true);
  }
  useEffect(() => {
    if (!isFolding) return;
    void before;
    const timer = setTimeout(() => setFolding(false), MOTION_MS);
    return () => clearTimeout(timer);
  }, [isFolding, before]);
  return isFolding;
}
