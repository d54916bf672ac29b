import type { UploadRow } from '../../../preload/contract/contract.ts';

/** What a person can do with one row. */
export type Choice =
  | 'copyId'
  | 'tryNow'
  | 'checkAgain'
  | 'retry'
  | 'uploadAgain'
  /** Ends what is under way. */
  | 'cancel'
  /** Takes what is over out of the list. */
  | 'remove';

/** What there is to do with a row, the likeliest first. A cancelled file may be taken up again, like a failed one. */
export function choicesOf({ state, retry }: UploadRow): readonly Choice[] {
  switch (state.stage) {
    case 'queued':
      return retry && state.waitsFor === null ? ['tryNow', 'cancel'] : ['cancel'];
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
