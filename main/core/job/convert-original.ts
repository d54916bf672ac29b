import { ConversionError } from '../convert/conversion.ts';
import { FileError } from '../files/file-error.ts';
import type { Attempts } from './attempts.ts';
import { Failure, failureOf } from './failure.ts';
import { identifyOriginal } from './identify.ts';
import type { JobContext } from './job-context.ts';

/**
 * Makes what is sent of an upload's original, without a slot at the storage.
 * @param unreadable gets the reason why the original could not be read; the job retries unless this rejects
 * @throws {Failure} where nothing can be made of it
 */
export async function convertOriginal(
  context: JobContext,
  attempts: Attempts,
  unreadable: (error: FileError) => Promise<void>,
): Promise<void> {
  await learnLimits(context, attempts);
  const original = await identifyOriginal(context, unreadable);
  try {
    await context.withoutSlot(() => context.convert(original));
  } catch (error) {
    context.signal.throwIfAborted();
    if (error instanceof FileError) return unreadable(error);
    throw error instanceof ConversionError ? failureOf(error) : diskFailure(error);
  }
}

/**
 * Which types and sizes the server takes is known once it has answered a request for a URL. Nobody uses that URL. What is
 * documented holds where it refuses the request.
 */
async function learnLimits(context: JobContext, attempts: Attempts): Promise<void> {
  if (context.server.isConfirmed) return;
  const { name, retention, way } = context.upload;
  const asked = way === 'parts' ? name : `${name}${way === 'pdf' ? '.pdf' : '.txt'}`;
  try {
    const signed = await attempts.call('sign', (api) => api.sign(asked, retention, context.signal, 'usual'));
    context.server.learnLimits(signed.limits);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
  }
}

const FULL: readonly string[] = ['ENOSPC', 'EDQUOT', 'EFBIG'];

/** @returns the failure of the upload where the disk did not take what was made; else the error itself, a defect */
function diskFailure(error: unknown): unknown {
  if (!(error instanceof Error && 'syscall' in error && 'code' in error)) return error;
  const code = String(error.code);
  return failureOf(
    new ConversionError(
      FULL.includes(code) ? { code: 'conversion_disk_full' } : { code: 'conversion_disk_error', error: code },
    ),
  );
}
