import type { FileStatus } from '../files-api/file-status.ts';
import { Failure } from './failure.ts';
import type { JobContext, SameContent } from './job-context.ts';
import type { StatusCheck } from './status-check.ts';

/**
 * Takes the id of the same content where the server has it already.
 * @returns whether it did, so that nothing has to be sent
 */
export async function dedupe(
  context: JobContext,
  statusCheck: StatusCheck,
  sha256: string,
): Promise<boolean> {
  if (context.upload.again) return false;
  for (const same of await context.findSameContent(sha256))
    if (await reuseCopy(context, statusCheck, same)) return true;
  return false;
}

async function reuseCopy(context: JobContext, statusCheck: StatusCheck, same: SameContent): Promise<boolean> {
  const { fileId, remarks, readyAtMs, confirmed, reusableUntilMs } = same;
  const isTooOld = () => context.clock.now() >= reusableUntilMs;
  if (isTooOld() || !(confirmed || (await isStillReady(context, statusCheck, fileId)))) return false;
  // The response may have taken a while.
  if (isTooOld()) return false;
  context.apply({ type: 'reused', fileId, remarks, alreadyAtMs: readyAtMs });
  return true;
}

/** One call says so as a rule; a server that is at the file again is waited for, instead of sending it once more. */
async function isStillReady(context: JobContext, statusCheck: StatusCheck, fileId: string): Promise<boolean> {
  const { clock, id, polls, processingBudgetMs, signal } = context;
  const [sinceMs, beganMs] = [clock.now(), clock.elapsed()];
  for (;;) {
    const status = await statusOfOther(statusCheck, fileId);
    if (status?.state !== 'processing') return status?.state === 'ready';
    if (clock.elapsed() - beganMs >= processingBudgetMs) return false;
    await context.withoutSlot(() => polls.wait(id, sinceMs, false, signal));
  }
}

/** The status of an earlier upload's file; null where it is gone or out of bounds, which is no failure of this one. */
async function statusOfOther(statusCheck: StatusCheck, fileId: string): Promise<FileStatus | null> {
  try {
    return await statusCheck.statusIfThere(fileId);
  } catch (error) {
    if (error instanceof Failure && error.reason.code === 'access_forbidden') return null;
    throw error;
  }
}
