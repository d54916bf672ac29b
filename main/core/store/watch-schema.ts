import { z } from 'zod';
import { CONVERSION_RULES } from '../model/conversion.ts';
import type { ActionFailedMessage } from '../model/messages.ts';
import type { FailureReason, SkipReason } from '../model/reasons.ts';
import type { EarlierVersion } from '../model/upload.ts';
import type { FileOutcome, LedgerRow, LedgerState, PostUploadStep } from '../watch/ledger.ts';
import type { EntryBefore } from '../watch/ledger-transition.ts';
import type { PostUploadAction, WatchedFolder, WatchSettings } from '../watch/watched-folder.ts';

const reason = z.looseObject({ code: z.string() });

// Databases keep the names of earlier versions: `afterwards` with `do` for the post-upload action, `stillMs` for the
// stability time, and the step `stayed` for a failed action.
const storedSettings = z.object({
  path: z.string(),
  recursive: z.boolean(),
  include: z.array(z.string()),
  exclude: z.array(z.string()),
  retention: z.enum(['keep', 'temporary']),
  afterwards: z.discriminatedUnion('do', [
    z.object({ do: z.literal('leave') }),
    z.object({ do: z.literal('move'), folder: z.string() }),
    z.object({ do: z.literal('trash') }),
  ]),
  onEdit: z.enum(['new-version', 'leave', 'ask']),
  // Not in what was kept before files could be converted.
  conversionRule: z.enum(CONVERSION_RULES).default('ask'),
  stillMs: z.number(),
});

const watchedFolder = z.object({
  id: z.string(),
  settings: storedSettings.transform(({ afterwards, stillMs, ...settings }): WatchSettings => {
    const { do: type, ...target } = afterwards;
    return { ...settings, postUploadAction: { type, ...target } as PostUploadAction, stabilityMs: stillMs };
  }),
  paused: z.boolean(),
  addedAtMs: z.number(),
  // Not in what was kept before there were several connections.
  destination: z.string().nullable().default(null),
});

const postUploadStep = z.discriminatedUnion('step', [
  z.object({ step: z.literal('moving'), target: z.string() }),
  z.object({ step: z.literal('trashing') }),
  z.object({ step: z.literal('done') }),
  z.object({ step: z.literal('left') }),
  z
    .object({
      step: z.literal('stayed'),
      message: z.union([z.string(), reason as unknown as z.ZodType<ActionFailedMessage>]),
    })
    .transform(({ message }) => ({ step: 'failed', message }) as const),
]);

const fileOutcome = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('before') }),
  z.object({ outcome: z.literal('skipped'), reason: reason as unknown as z.ZodType<SkipReason> }),
  z.object({ outcome: z.literal('sending'), uploadId: z.string() }),
  z.object({ outcome: z.literal('ready'), uploadId: z.string(), postUploadStep: postUploadStep.nullable() }),
  z.object({
    outcome: z.literal('failed'),
    uploadId: z.string().nullable(),
    reason: reason as unknown as z.ZodType<FailureReason>,
    tries: z.number(),
  }),
  z.object({ outcome: z.literal('cancelled'), uploadId: z.string() }),
  z.object({ outcome: z.literal('left') }),
  z.object({ outcome: z.literal('asking') }),
  z.object({ outcome: z.literal('wanted') }),
]);

const ledgerState: z.ZodType<LedgerState> = z.object({
  openedAtMs: z.number(),
  alreadyHere: z.enum(['unanswered', 'upload', 'only-new']),
  lookedThrough: z.boolean(),
});

type Columns = Readonly<Record<string, unknown>>;

/** null where the damage of a disk or a strange hand made it something else. */
export function parseFolder(json: unknown): WatchedFolder | null {
  return watchedFolder.safeParse(parseJson(json)).data ?? null;
}

export function storedFolder({ settings, ...folder }: WatchedFolder): string {
  const { postUploadAction, stabilityMs, ...others } = settings;
  const { type, ...target } = postUploadAction;
  const stored = { ...others, afterwards: { do: type, ...target }, stillMs: stabilityMs };
  return JSON.stringify({ ...folder, settings: stored });
}

export function storedStep(step: PostUploadStep): string {
  return JSON.stringify(step.step === 'failed' ? { ...step, step: 'stayed' } : step);
}

/** undefined where it cannot be read: then nothing is known of the file, and its content decides. */
export function parseRow(columns: Columns): LedgerRow | undefined {
  const { outcome, upload_id: uploadId, tries } = columns;
  const [reasonOf, step] = [parseJson(columns['reason']), parseJson(columns['afterwards'])];
  const state: FileOutcome | undefined = fileOutcome.safeParse({
    outcome,
    uploadId,
    tries,
    reason: reasonOf,
    postUploadStep: step,
  }).data;
  if (state === undefined) return undefined;
  const { inode, size_bytes: sizeBytes, mtime_ns: mtimeNs, ctime_ns: ctimeNs, sha256 } = columns;
  return {
    ...state,
    path: String(columns['path']),
    fingerprint:
      inode === null
        ? null
        : {
            inode: String(inode),
            sizeBytes: Number(sizeBytes),
            mtimeNs: String(mtimeNs),
            ctimeNs: ctimeNs === null ? null : String(ctimeNs),
          },
    sha256: sha256 === null ? null : String(sha256),
    atMs: Number(columns['at_ms']),
    readyVersion: readyVersionOf(columns),
  };
}

/** What a change of an upload needs to know of the file's row. */
export function parseEntry(columns: Columns): EntryBefore {
  const { outcome, upload_id: uploadId, tries } = columns;
  return {
    outcome: String(outcome),
    uploadId: uploadId === null ? null : String(uploadId),
    tries: Number(tries),
    readyVersion: readyVersionOf(columns),
  };
}

function readyVersionOf(columns: Columns): EarlierVersion | null {
  const { ready_upload_id: uploadId, ready_file_id: fileId } = columns;
  if (uploadId === null || fileId === null) return null;
  return { uploadId: String(uploadId), fileId: String(fileId) };
}

export function parseState(columns: Columns): LedgerState {
  return ledgerState.parse({
    openedAtMs: columns['opened_at_ms'],
    alreadyHere: columns['already_here'],
    lookedThrough: columns['looked_through'] === 1,
  });
}

function parseJson(json: unknown): unknown {
  if (typeof json !== 'string') return null;
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
