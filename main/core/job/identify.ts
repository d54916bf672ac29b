import { FileError, isUnanswered } from '../files/file-error.ts';
import { type FileContent, sameFile, sameFingerprint, waitUntilStill } from '../files/fingerprint.ts';
import type { Links } from '../files/open-file.ts';
import { type FileFacts, refusedByLimits } from '../model/file-types.ts';
import { type Fingerprint, type Origin, sourceOf, type Upload } from '../model/upload.ts';
import { Failure } from './failure.ts';
import type { JobContext } from './job-context.ts';

interface Reading {
  /** Whether the file has to be read again, though its state is the one that was read. */
  readonly isDoubted: () => boolean;
  readonly read: () => void;
  /** Called with the reason why the file could not be read; the job retries unless this rejects. */
  readonly unreadable: (error: FileError) => Promise<void>;
}

/**
 * Which bytes are meant: those that the file has now, once it is still. They are read once for each state of it.
 * @throws {Failure} where the file is empty, or the server does not take it
 */
export async function identify(
  context: JobContext,
  reading: Reading,
): Promise<{ sha256: string; fingerprint: Fingerprint }> {
  const { files } = context;
  for (;;) {
    const { path, name, contentType, ...before } = context.upload;
    try {
      const pause = (ms: number) => context.pause(ms);
      const fingerprint = await waitUntilStill(path, before.fingerprint, files.fingerprint, pause);
      if (fingerprint.sizeBytes === 0) throw new Failure({ code: 'empty_file' });
      const isRead = before.fingerprint !== null && sameFingerprint(fingerprint, before.fingerprint);
      const known = isRead && !reading.isDoubted();
      if (known && before.sha256 !== null) return { sha256: before.sha256, fingerprint };
      const file = { name, contentType, sizeBytes: fingerprint.sizeBytes };
      const hash = (state: Fingerprint) =>
        whileTaken(context, file, (signal) => files.sha256(path, state, signal, linksOf(before)));
      const sha256 = await hash(fingerprint);
      reading.read();
      const after = await files.fingerprint(path);
      const isSame = sameFile(after, fingerprint);
      // Reading may have moved its times, or it was edited just now.
      if (isSame && !sameFingerprint(after, fingerprint) && (await isEdited(sha256, () => hash(after))))
        continue;
      const identified = { sha256, fingerprint: isSame ? after : fingerprint };
      context.apply({ type: 'identified', ...identified });
      return identified;
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      await reading.unreadable(error);
    }
  }
}

/**
 * The bytes that an upload's original has now, once it is still.
 * @param unreadable see {@link Reading.unreadable}
 * @throws {Failure} where it is empty, or has other bytes than those that the upload was made of
 */
export async function identifyOriginal(
  context: JobContext,
  unreadable: Reading['unreadable'],
): Promise<FileContent> {
  const { files, signal } = context;
  for (;;) {
    const { derivation, origin, fingerprint: before } = context.upload;
    const { path } = sourceOf(context.upload);
    const known = derivation === null ? before : derivation.original.fingerprint;
    try {
      const fingerprint = await waitUntilStill(path, known, files.fingerprint, (ms) => context.pause(ms));
      if (fingerprint.sizeBytes === 0) throw new Failure({ code: 'empty_file' });
      const sha256 = await files.sha256(path, fingerprint, signal, linksFor(origin));
      if (derivation !== null && derivation.original.sha256 !== sha256) {
        throw new Failure({ code: 'file_changed' });
      }
      return { sha256, fingerprint };
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      await unreadable(error);
    }
  }
}

/**
 * @param hash reads the file once more
 * @returns whether it has other bytes. Where its times move again while it is read, sending it will show that.
 */
async function isEdited(sha256: string, hash: () => Promise<string>): Promise<boolean> {
  try {
    return (await hash()) !== sha256;
  } catch (error) {
    if (error instanceof FileError) return false;
    throw error;
  }
}

/** Does the work unless, or until, the server says that it does not take the file: then it would be for nothing. */
async function whileTaken<T>(
  context: Pick<JobContext, 'server' | 'signal'>,
  file: FileFacts,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const refused = new AbortController();
  const look = () => {
    const reason = refusedByLimits(context.server.fileLimits, file);
    if (reason !== null) refused.abort(new Failure(reason));
  };
  look();
  const unsubscribe = context.server.onFileLimits(look);
  try {
    refused.signal.throwIfAborted();
    return await work(AbortSignal.any([context.signal, refused.signal]));
  } finally {
    unsubscribe();
  }
}

/** Whether the file on disk is another one than the upload means, so that no response can speak of it. */
export async function hasFileChanged({
  files,
  signal,
  upload,
}: Pick<JobContext, 'files' | 'signal' | 'upload'>): Promise<boolean> {
  const { path, fingerprint, sha256 } = upload;
  if (fingerprint === null) return true;
  try {
    const now = await files.fingerprint(path);
    if (sameFingerprint(now, fingerprint)) return false;
    // A touch, a new name and a new permission are no edit.
    if (sha256 === null || !sameFile(now, fingerprint)) return true;
    return (await files.sha256(path, now, signal, linksOf(upload))) !== sha256;
  } catch (error) {
    // What its drive does not tell now is settled by what the server has.
    if (error instanceof FileError) return !isUnanswered(error);
    throw error;
  }
}

/** How links are followed to the file that is sent. Hoist makes a derived file itself, where nobody else can write. */
export function linksOf({ derivation, origin }: Pick<Upload, 'derivation' | 'origin'>): Links {
  return derivation === null ? linksFor(origin) : 'none';
}

/** How links are followed to a person's file. Whoever may write into a watched folder could else have a private file sent by a link. */
export function linksFor(origin: Origin): Links {
  return origin.kind === 'watched-folder' && origin.root !== null ? { within: origin.root } : 'followed';
}
