import type { UploadRow } from '../../../preload/contract/contract.ts';

/** The actions of one row. */
export type Choice =
  | 'copyId'
  | 'tryNow'
  | 'checkAgain'
  | 'retry'
  | 'uploadAgain'
  /** Ends an active upload. */
  | 'cancel'
  /** Removes an ended upload from the list. */
  | 'remove';

/** @returns the actions of a row, the likeliest first; a cancelled file can be retried like a failed one */
export function choicesOf({ state, retry }: UploadRow): readonly Choice[] {
  switch (state.stage) {
    case 'queued':
      return retry && state.waitsFor === null ? ['tryNow', 'cancel'] : ['cancel'];
    case 'converting':
    case 'uploading':
      return retry ? ['tryNow', 'cancel'] : ['cancel'];
    case 'processing':
      if (state.stuckSinceMs !== null) return ['checkAgain', 'uploadAgain', 'cancel'];
      return retry ? ['tryNow', 'cancel'] : ['cancel'];
    case 'ready':
      return state.alreadyAtMs === null ? ['copyId', 'remove'] : ['copyId', 'uploadAgain', 'remove'];
    case 'failed':
      return state.canRetry ? ['retry', 'remove'] : ['remove'];
    case 'cancelled':
      return ['retry', 'remove'];
    case 'skipped':
      return ['remove'];
  }
}
