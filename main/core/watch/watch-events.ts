import type { ActionFailedMessage } from '../model/messages.ts';
import type { SkipReason } from '../model/reasons.ts';
import type { FolderCondition, WaitingFile } from './folder-view.ts';
import type { WatchedFolder } from './watched-folder.ts';

/** Events of watched folders, other than uploads; each is reported once. */
export type WatchNews =
  | { readonly type: 'condition'; readonly folder: WatchedFolder; readonly condition: FolderCondition }
  /** A file that cannot be sent; reported once for each state of it, over restarts too. */
  | { readonly type: 'skipped'; readonly path: string; readonly reason: SkipReason }
  /** A file that is seen and cannot be sent yet. */
  | { readonly type: 'waiting'; readonly path: string; readonly why: WaitingFile['why'] }
  /** A Ready file was moved to `target`, or trashed where that is null. */
  | { readonly type: 'moved'; readonly path: string; readonly target: string | null }
  /** A Ready file could not be moved or trashed. */
  | { readonly type: 'actionFailed'; readonly path: string; readonly message: ActionFailedMessage };
