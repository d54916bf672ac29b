import type { CallError } from '../files-api/call-error.ts';
import type { WaitMessage } from '../model/messages.ts';
import type { FailureReason } from '../model/reasons.ts';
import type { SignedUrl } from './signed-url.ts';

/** The action after the storage refused the bytes. `otherwise` is the reason once the upload fails for good. */
export type RefusalAction =
  /** The same URL after a pause. */
  | { readonly type: 'pause'; readonly otherwise: FailureReason; readonly message: WaitMessage }
  /** A new URL. */
  | { readonly type: 'restart'; readonly otherwise: FailureReason | null }
  /** A new URL after a pause. */
  | { readonly type: 'restart-later'; readonly otherwise: FailureReason; readonly message: WaitMessage }
  /** The same, but only once for each file. */
  | { readonly type: 'restart-once'; readonly otherwise: FailureReason; readonly message: WaitMessage }
  | { readonly type: 'fail'; readonly reason: FailureReason };

export function judgeRefusal(
  { action, userMessage: message, because }: CallError,
  signed: Pick<SignedUrl, 'isFresh' | 'hasExpired'>,
): RefusalAction {
  switch (action.type) {
    case 'retry':
      return { type: 'pause', otherwise: action.otherwise, message };
    case 'sign-anew-later':
      return { type: 'restart-later', otherwise: action.otherwise, message };
    case 'sign-anew':
      if (!signed.isFresh) return { type: 'restart', otherwise: action.otherwise };
      // A fresh URL has expired by the clock of one of the storage's machines: the pauses bring in the others.
      return { type: 'restart-later', otherwise: action.otherwise, message };
    case 'denied':
      if (signed.hasExpired) return { type: 'restart', otherwise: null };
      if (action.mayPass) return { type: 'restart-once', otherwise: action.reason, message };
      return { type: 'fail', reason: action.reason };
    case 'fail':
      return { type: 'fail', reason: action.reason };
    default:
      return { type: 'fail', reason: { code: 'storage_refused', detail: because } };
  }
}
