import { type AppStatus, passesByItself } from './status.ts';

/** The content of dock and task bar. */
export interface TaskbarView {
  /** The batch's progress from 0 to 1, in whole percents; null while there is nothing to do. */
  readonly progress: number | null;
  /** The colour of the progress bar, on systems that have colours. */
  readonly mode: 'normal' | 'paused' | 'error';
  /** The number of files that need the person. */
  readonly needCount: number;
}

export function taskbarView({
  batch,
  failedCount,
  undecidedCount,
  blockedReason,
  paused,
}: AppStatus): TaskbarView {
  const progress = batch.moving === 0 ? null : Math.floor(batch.progress * 100) / 100;
  const waits = paused || passesByItself(blockedReason);
  const isBlocked = blockedReason !== null && !passesByItself(blockedReason);
  return {
    progress,
    needCount: failedCount + undecidedCount,
    mode: isBlocked ? 'error' : waits ? 'paused' : 'normal',
  };
}
