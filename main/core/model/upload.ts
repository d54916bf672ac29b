import type { ConversionRule, ConversionWay } from './conversion.ts';
import type { FailureReason, SkipReason } from './reasons.ts';

/** Whether the server keeps a file (`persist=true`) or removes it after 24 hours. */
export type Retention = 'keep' | 'temporary';

/** What tells one state of a file from another: if any part differs, the bytes may differ. */
export interface Fingerprint {
  readonly inode: string;
  readonly sizeBytes: number;
  readonly mtimeNs: string;
  /** When anything of it last changed, which no program can put back; null where an earlier version did not keep it. */
  readonly ctimeNs: string | null;
}

/** Who wants the file uploaded. */
export type Origin =
  | { readonly kind: 'person' }
  /**
   * It was found in a watched folder: no link is followed out of `root`, the folder's path. It is null in
   * records of versions that did not store it.
   */
  | { readonly kind: 'watched-folder'; readonly folderId: string; readonly root: string | null };

/** The file of a person that the bytes of an upload were made from. */
export interface Original {
  /** Absolute. */
  readonly path: string;
  readonly name: string;
  readonly fingerprint: Fingerprint;
  /** In hex. */
  readonly sha256: string;
}

/** What came in one go: a drop, a choice in a dialog, a paste, a command, or what a watched folder brings in a day. */
export interface Batch {
  readonly id: string;
  /** The name of the folder that all of it lies in; null where there is no single one. */
  readonly title: string | null;
}

/** What an upload is of its original. */
export interface Derivation {
  readonly original: Original;
  /** The id of the upload that was added for the original; the upload of the first part has it. */
  readonly groupId: string;
  /** 1 for the first part. */
  readonly part: number;
  /** The number of parts. */
  readonly of: number;
}

/** What the server has of the file as it was before it was edited. */
export interface EarlierVersion {
  readonly uploadId: string;
  readonly fileId: string;
}

/** The server's remarks on a file that it did process. */
export interface Remarks {
  /** No text was found in it. */
  readonly empty: boolean;
  /** It is longer than the server takes in whole. */
  readonly length: boolean;
}

export type UploadState =
  | { readonly stage: 'queued' }
  /** What is to be sent is made of the file. */
  | { readonly stage: 'converting' }
  /** The server gave `fileId`; the bytes are under way, or it is unknown whether they arrived. */
  | { readonly stage: 'uploading'; readonly fileId: string }
  /** All bytes are there. `step` is the server's own name for what it is doing. */
  | { readonly stage: 'processing'; readonly fileId: string; readonly step: string | null }
  /** `alreadyAtMs` is set where the same content was ready before and was not sent again: when that was. */
  | {
      readonly stage: 'ready';
      readonly fileId: string;
      readonly remarks: Remarks;
      readonly alreadyAtMs: number | null;
    }
  | { readonly stage: 'failed'; readonly fileId: string | null; readonly reason: FailureReason }
  | { readonly stage: 'cancelled' }
  | { readonly stage: 'skipped'; readonly reason: SkipReason };

export type Stage = UploadState['stage'];

/** When a stage was reached, in ms since the epoch; null before that. */
interface StageTimes {
  readonly addedAtMs: number;
  readonly signedAtMs: number | null;
  readonly sentAtMs: number | null;
  readonly endedAtMs: number | null;
}

/** One file on its way, as the store keeps it. `path` to `sha256` are of the file that is sent. */
export interface Upload {
  readonly id: string;
  /** Absolute. */
  readonly path: string;
  readonly name: string;
  /** The state of the file that is meant; null for a skipped one, and for a part that is not made yet. */
  readonly fingerprint: Fingerprint | null;
  /** null for a skipped file that could not be looked at. */
  readonly sizeBytes: number | null;
  /** MIME type; null for a skipped file, and before a conversion. */
  readonly contentType: string | null;
  /** The SHA-256 of the bytes that `fingerprint` stands for, in hex; null until they were read. */
  readonly sha256: string | null;
  readonly retention: Retention;
  /** Sent even if the server has the same content already: the person asked for it. */
  readonly again: boolean;
  /** The base URL and user that it is meant for; null as long as nobody has said. */
  readonly destination: string | null;
  readonly origin: Origin;
  /** null where no person added it, or an earlier version of Hoist stored it. */
  readonly batch: Batch | null;
  /** null where it is the first that is uploaded of this file. */
  readonly earlierVersion: EarlierVersion | null;
  /** What happens where the server does not take the file. */
  readonly conversionRule: ConversionRule;
  /** How the file is converted; null where its own bytes are sent. */
  readonly way: ConversionWay | null;
  /** null where the file's own bytes are sent, and before they are converted. */
  readonly derivation: Derivation | null;
  readonly times: StageTimes;
  readonly state: UploadState;
}

const PHASES: Readonly<Record<Stage, 'new' | 'signed' | 'ended'>> = {
  queued: 'new',
  converting: 'new',
  uploading: 'signed',
  processing: 'signed',
  ready: 'ended',
  failed: 'ended',
  cancelled: 'ended',
  skipped: 'ended',
};

/** Whether something is still to be done for it. */
export function isActive({ stage }: { readonly stage: Stage }): boolean {
  return PHASES[stage] !== 'ended';
}

/** Whether it is still to be sent and the server does not know it yet. */
export function isUnsigned({ stage }: { readonly stage: Stage }): boolean {
  return PHASES[stage] === 'new';
}

/** Whether the server has given it an id and its end is still open, so that its bytes may have arrived. */
export function isSigned({ stage }: { readonly stage: Stage }): boolean {
  return PHASES[stage] === 'signed';
}

/** @returns the name that people know the upload by: the original's, unless it gave several files */
export function shownName({ name, derivation }: Pick<Upload, 'name' | 'derivation'>): string {
  return derivation?.of === 1 ? derivation.original.name : name;
}

/** Whether trying again can change the outcome without the person changing the file. */
export function canRetry(state: UploadState): boolean {
  switch (state.stage) {
    case 'cancelled':
      return true;
    case 'failed':
      return state.reason.code !== 'infected';
    case 'queued':
    case 'converting':
    case 'uploading':
    case 'processing':
    case 'ready':
    case 'skipped':
      return false;
  }
}

/** Whether it ended since the server takes no such file. */
export function isRefusedByLimits(state: UploadState): boolean {
  const reason = 'reason' in state ? state.reason.code : null;
  return reason === 'type_not_allowed' || reason === 'too_large';
}

/** Whether a person may say how the file is sent all the same: the server does not take it, and nobody left it out. */
export function awaitsDecision({ state, derivation, conversionRule }: Upload): boolean {
  return derivation === null && conversionRule !== 'never' && isRefusedByLimits(state);
}

/** @returns where the file of the person lies that it is about, and what it is called */
export function sourceOf({ path, name, derivation }: Upload): Pick<Original, 'path' | 'name'> {
  return derivation?.original ?? { path, name };
}
