import type { BatchCount } from '../../../../main/desktop/status/batch.ts';
import type { AppStatus } from '../../../../main/desktop/status/status.ts';

export const noBatch: BatchCount = {
  ready: 0,
  failed: 0,
  takeLong: 0,
  moving: 0,
  total: 0,
  progress: 0,
  undecided: 0,
  firstReady: null,
  firstFailed: null,
  firstUndecided: null,
};

/** 12 of 40 files are ready, the others go on. */
export const busyBatch: BatchCount = {
  ...noBatch,
  ready: 12,
  moving: 28,
  total: 40,
  progress: 0.456,
  firstReady: { id: 'a', name: 'a.pdf' },
};

/** Nothing was ever uploaded. */
export const idle: AppStatus = {
  connection: null,
  batch: noBatch,
  isOver: false,
  failedCount: 0,
  firstFailed: null,
  undecidedCount: 0,
  firstUndecided: null,
  blockedReason: null,
  paused: false,
  recent: [],
};

export const busy: AppStatus = { ...idle, batch: busyBatch };

export const inNeed = { failedCount: 3, firstFailed: 'broken' } as const;
