import { FileError, isUnanswered } from '../files/file-error.ts';
import { sameFile, sameFingerprint, waitUntilStill } from '../files/fingerprint.ts';
import type { Links } from '../files/open-file.ts';
import { type FileFacts, refusedByLimits } from '../model/file-types.ts';
import type { Fingerprint, Origin } from '../model/upload.ts';
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
      const read = (signal: AbortSignal) => files.sha256(path, fingerprint, signal, linksFor(before.origin));
      const sha256 = await whileTaken(context, file, read);
      reading.read();
      // Reading may have moved its times; whether these are still those bytes is seen as they are sent.
      const after = await files.fingerprint(path);
      const identified = { sha256, fingerprint: sameFile(after, fingerprint) ? after : fingerprint };
      context.apply({ type: 'identified', ...identified });
      return identified;
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      await reading.unreadable(error);
    }
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
  const { path, fingerprint, sha256, origin } = upload;
  if (fingerprint === null) return true;
  try {
    const now = await files.fingerprint(path);
    if (sameFingerprint(now, fingerprint)) return false;
    // A touch, a new name and a new permission are no edit.
    if (sha256 === null || !sameFile(now, fingerprint)) return true;
    return (await files.sha256(path, now, signal, linksFor(origin))) !== sha256;
  } catch (error) {
    // What its drive does not tell now is settled by what the server has.
    if (error instanceof FileError) return !isUnanswered(error);
    throw error;
  }
}

/** Whoever may write into a watched folder could else have a private file sent by a link. */
export function linksFor(origin: Origin): Links {
  return origin.kind === 'watched-folder' && origin.root !== null ? { within: origin.root } : 'followed';
}
