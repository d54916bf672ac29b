import { z } from 'zod';
import { CONVERSION_RULES } from './conversion.ts';
import type { FailureReason, SkipReason } from './reasons.ts';
import type { Upload } from './upload.ts';

const ms = z.number();
const fingerprint = z.object({
  inode: z.string(),
  sizeBytes: z.number(),
  mtimeNs: z.string(),
  ctimeNs: z.string().nullable().default(null),
});
const remarks = z.object({ empty: z.boolean(), length: z.boolean() });
/** The words for a reason need nothing but its own fields, so its code is all that is looked at. */
const reason = z.looseObject({ code: z.string() });

const origin = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('person') }),
  z.object({
    kind: z.literal('watched-folder'),
    folderId: z.string(),
    root: z.string().nullable().default(null),
  }),
]);

const state = z.discriminatedUnion('stage', [
  z.object({ stage: z.literal('queued') }),
  z.object({ stage: z.literal('converting') }),
  z.object({ stage: z.literal('uploading'), fileId: z.string() }),
  z.object({ stage: z.literal('processing'), fileId: z.string(), step: z.string().nullable() }),
  z.object({ stage: z.literal('ready'), fileId: z.string(), remarks, alreadyAtMs: ms.nullable() }),
  z.object({
    stage: z.literal('failed'),
    fileId: z.string().nullable(),
    reason: reason as unknown as z.ZodType<FailureReason>,
  }),
  z.object({ stage: z.literal('cancelled') }),
  z.object({ stage: z.literal('skipped'), reason: reason as unknown as z.ZodType<SkipReason> }),
]);

const derivation = z.object({
  original: z.object({ path: z.string(), name: z.string(), fingerprint, sha256: z.string() }),
  groupId: z.string(),
  part: z.number(),
  of: z.number(),
});

export const storedBatch = z.object({ id: z.string(), title: z.string().nullable() });

/** An upload out of the database's JSON; null where the damage of a disk or a strange hand made it something else. */
export function parseUpload(json: unknown): Upload | null {
  try {
    return storedUpload.parse(JSON.parse(String(json)));
  } catch {
    return null;
  }
}

export const storedUpload: z.ZodType<Upload> = z.object({
  id: z.string(),
  path: z.string(),
  name: z.string(),
  fingerprint: fingerprint.nullable(),
  sizeBytes: z.number().nullable(),
  contentType: z.string().nullable(),
  sha256: z.string().nullable(),
  retention: z.enum(['keep', 'temporary']),
  again: z.boolean(),
  destination: z.string().nullable(),
  // Not in what was kept before folders could be watched.
  origin: origin.default({ kind: 'person' }),
  // Not in records of versions without batches.
  batch: storedBatch.nullable().default(null),
  earlierVersion: z.object({ uploadId: z.string(), fileId: z.string() }).nullable().default(null),
  // Not in what was kept before files could be converted.
  conversionRule: z.enum(CONVERSION_RULES).default('ask'),
  way: z.enum(['text', 'pdf', 'parts', 'contents']).nullable().default(null),
  derivation: derivation.nullable().default(null),
  times: z.object({
    addedAtMs: ms,
    signedAtMs: ms.nullable(),
    sentAtMs: ms.nullable(),
    endedAtMs: ms.nullable(),
  }),
  state,
});
