import { FileError } from '../files/file-error.ts';
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
  /** Told why the file could not be read; it is tried again unless this rejects. */
  readonly unreadable: (error: FileError) => Promise<void>;
}

/**
 * Which bytes are meant: those that the file has now, once it is still. They are read once for each state of it.
 * @throws {Failure} where the file is empty, or the server does not take it
 */
export async function identify(
  ports: JobContext,
  reading: Reading,
): Promise<{ sha256: string; fingerprint: Fingerprint }> {
  const { files } = ports;
  for (;;) {
    const { path, name, contentType, ...before } = ports.upload();
    try {
      const pause = (ms: number) => ports.pause(ms);
      const fingerprint = await waitUntilStill(path, before.fingerprint, files.fingerprint, pause);
      if (fingerprint.sizeBytes === 0) throw new Failure({ code: 'empty_file' });
      const isRead = before.fingerprint !== null && sameFingerprint(fingerprint, before.fingerprint);
      const known = isRead && !reading.isDoubted();
      if (known && before.sha256 !== null) return { sha256: before.sha256, fingerprint };
      const file = { name, contentType, sizeBytes: fingerprint.sizeBytes };
      const read = (signal: AbortSignal) => files.sha256(path, fingerprint, signal, linksFor(before.origin));
      const sha256 = await whileTaken(ports, file, read);
      reading.read();
      // Reading may have moved its times; whether these are still those bytes is seen as they are sent.
      const after = await files.fingerprint(path);
      const identified = { sha256, fingerprint: sameFile(after, fingerprint) ? after : fingerprint };
      ports.apply({ type: 'identified', ...identified });
      return identified;
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      await reading.unreadable(error);
    }
  }
}

/** Does the work unless, or until, the server says that it does not take the file: then it would be for nothing. */
async function whileTaken<T>(
  ports: Pick<JobContext, 'fileLimits' | 'onFileLimits' | 'signal'>,
  file: FileFacts,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const refused = new AbortController();
  const look = () => {
    const reason = refusedByLimits(ports.fileLimits(), file);
    if (reason !== null) refused.abort(new Failure(reason));
  };
  look();
  const unsubscribe = ports.onFileLimits(look);
  try {
    refused.signal.throwIfAborted();
    return await work(AbortSignal.any([ports.signal, refused.signal]));
  } finally {
    unsubscribe();
  }
}

/** Whoever may write into a watched folder could else have a private file sent by a link. */
export function linksFor(origin: Origin): Links {
  return origin.kind === 'watched-folder' && origin.root !== null ? { within: origin.root } : 'followed';
}
