/**
 * The part of contract.ts on what the main process says: a code with its values, which the window turns into a
 * sentence. A stored one may have a code of a later version.
 */
export type { FailureReason } from '../../main/core/model/reasons.ts';
export type { AnyMessage as Message } from '../../main/core/model/sentence.ts';
