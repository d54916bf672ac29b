/**
 * The part of contract.ts that the core has already. A message is a code with its values, which the window turns into a
 * sentence; a stored one may have a code of a later version.
 */
export type {
  DeletionFailure,
  LibraryAnswer,
  LibraryPage,
  LibraryProblem,
  LibraryRow,
} from '../../main/core/library/answers.ts';
export type { ConversionRule, ConversionWay } from '../../main/core/model/conversion.ts';
export type { Mark } from '../../main/core/model/mark.ts';
export type { ConnectionField } from '../../main/core/model/messages.ts';
export type { QueueStatus } from '../../main/core/model/queue-status.ts';
export type { QuotaAddressProblem, QuotaProblem, QuotaStatus } from '../../main/core/model/quota-status.ts';
export type { FailureReason } from '../../main/core/model/reasons.ts';
export type { RowCounts } from '../../main/core/model/row-counts.ts';
export type { AnyMessage as Message } from '../../main/core/model/sentence.ts';
export type { Retention, Stage } from '../../main/core/model/upload.ts';
export type { PolicyName, UpdateChannel } from '../../main/core/policy/policy-settings.ts';
export type { Excerpt, FolderCondition } from '../../main/core/watch/folder-view.ts';
