import { randomUUID } from 'node:crypto';
import { newBatch } from '../intake/batch.ts';
import type { ConversionRule } from '../model/conversion.ts';
import type { IntakeItem } from '../model/intake-item.ts';
import type { SkipReason } from '../model/reasons.ts';
import { type DerivedFile, transition } from '../model/transition.ts';
import {
  type Batch,
  type Derivation,
  type EarlierVersion,
  type Origin,
  type Original,
  type Retention,
  sourceOf,
  type Upload,
} from '../model/upload.ts';

/** What a drop, a dialog or a command line decides for all its files. */
export interface AddOptions {
  readonly retention: Retention;
  readonly destination: string | null;
  readonly origin: Origin;
  readonly conversionRule: ConversionRule;
  /** By default they belong to none. */
  readonly batch?: Batch | null;
}

export type AddItem = IntakeItem & {
  /** The version of the same file that the server has. */
  readonly earlierVersion?: EarlierVersion | null;
  /** Whether it is sent even if the server has the same content. */
  readonly again?: boolean;
};

/** What a conversion gave: a file that is sent, or one in an archive that is not. */
export type DerivedPart =
  | (DerivedFile & { readonly kind: 'file' })
  | {
      readonly kind: 'left-out';
      readonly name: string;
      readonly sizeBytes: number;
      readonly reason: SkipReason;
    };

/** @returns an upload of what was found */
export function newUpload(item: AddItem, options: AddOptions, nowMs: number): Upload {
  const { path, name, earlierVersion = null, again = false } = item;
  const base = {
    id: randomUUID(),
    path,
    name,
    sha256: null,
    again,
    earlierVersion,
    batch: null,
    derivation: null,
    ...options,
  };
  const times = timesSince(nowMs);
  if (item.kind === 'accepted') {
    const { fingerprint, contentType, way = null } = item;
    const { sizeBytes } = fingerprint;
    const state = { stage: way === null ? 'queued' : 'converting' } as const;
    return { ...base, fingerprint, contentType, sizeBytes, way, times, state };
  }
  const { reason, sizeBytes } = item;
  return {
    ...base,
    fingerprint: null,
    contentType: null,
    sizeBytes,
    way: null,
    times: { ...times, endedAtMs: nowMs },
    state: { stage: 'skipped', reason },
  };
}

/** @returns new uploads of the same files, one for each original, that are sent even if the server has their content */
export function onceMore(uploads: readonly Upload[], destination: string | null, nowMs: number): Upload[] {
  const times = timesSince(nowMs);
  const originals = onePerOriginal(uploads);
  const batch = newBatch(originals.map((upload) => sourceOf(upload).path));
  return originals.map((upload) => ({
    ...asBeforeConversion(upload),
    id: randomUUID(),
    again: true,
    destination,
    origin: { kind: 'person' },
    batch,
    times,
    state: { stage: upload.way === null ? 'queued' : 'converting' },
  }));
}

/**
 * @param upload that of the original, which becomes that of the first part
 * @param parts the first is a file
 * @returns the uploads of all parts
 */
export function uploadsOfParts(
  upload: Upload,
  original: Original,
  parts: readonly DerivedPart[],
  nowMs: number,
): Upload[] {
  return parts.map((part, index) => {
    const derivation = { original, groupId: upload.id, part: index + 1, of: parts.length };
    const base = index === 0 ? upload : { ...upload, id: randomUUID(), times: timesSince(nowMs) };
    return part.kind === 'file'
      ? transition(base, { type: 'converted', file: part, derivation }, nowMs)
      : leftOut(base, part, derivation, nowMs);
  });
}

function timesSince(addedAtMs: number): Upload['times'] {
  return { addedAtMs, signedAtMs: null, sentAtMs: null, endedAtMs: null };
}

/** The upload of a file in an archive that is not sent. */
function leftOut(
  upload: Upload,
  { name, sizeBytes, reason }: Extract<DerivedPart, { kind: 'left-out' }>,
  derivation: Derivation,
  nowMs: number,
): Upload {
  return {
    ...upload,
    name,
    sizeBytes,
    fingerprint: null,
    contentType: null,
    sha256: null,
    derivation,
    times: { ...upload.times, endedAtMs: nowMs },
    state: { stage: 'skipped', reason },
  };
}

/** The uploads, of the parts of one original only one. */
function onePerOriginal(uploads: readonly Upload[]): Upload[] {
  const byOriginal = new Map(uploads.map((upload) => [upload.derivation?.groupId ?? upload.id, upload]));
  return [...byOriginal.values()];
}

/** The upload with the original's file in place of what was made of it. */
function asBeforeConversion(upload: Upload): Upload {
  if (upload.derivation === null) return upload;
  const { path, name, fingerprint } = upload.derivation.original;
  const { sizeBytes } = fingerprint;
  return { ...upload, path, name, fingerprint, sizeBytes, sha256: null, contentType: null, derivation: null };
}
