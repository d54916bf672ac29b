import type { FileStatus } from '../files-api/file-status.ts';
import type { SameContent } from '../model/content.ts';
import type { Remarks } from '../model/upload.ts';
import { claimContent } from './claim-content.ts';
import { claimedSha256 } from './content-claim.ts';
import { Failure } from './failure.ts';
import type { JobContext } from './job-context.ts';
import type { StatusCheck } from './status-check.ts';

/**
 * Takes the id of the same content where the server has it already. Otherwise other desks know that this one sends it.
 * @param goneFileId the file of an earlier attempt, which the server does not have
 * @returns whether it did, so that nothing has to be sent
 */
export async function dedupe(
  context: JobContext,
  statusCheck: StatusCheck,
  sha256: string,
  goneFileId: string | null,
): Promise<boolean> {
  if (context.upload.again) return false;
  for (const same of await context.findSameContent(sha256))
    if (await reuseCopy(context, statusCheck, same)) return true;
  const claimed = claimedSha256(context.upload, sha256);
  return claimContent(context, claimed, goneFileId, (copy) => reuseCopy(context, statusCheck, copy));
}

async function reuseCopy(context: JobContext, statusCheck: StatusCheck, same: SameContent): Promise<boolean> {
  const { fileId, readyAtMs, confirmed, reusableUntilMs } = same;
  const isTooOld = () => context.clock.now() >= reusableUntilMs;
  if (isTooOld()) return false;
  const remarks = confirmed ? same.remarks : await remarksIfReady(context, statusCheck, fileId);
  // The response may have taken a while.
  if (remarks === null || isTooOld()) return false;
  context.apply({ type: 'reused', fileId, remarks, alreadyAtMs: readyAtMs });
  return true;
}

/** null where it is not ready. One call says so as a rule; a server that is at the file again is waited for, instead of sending it once more. */
async function remarksIfReady(
  context: JobContext,
  statusCheck: StatusCheck,
  fileId: string,
): Promise<Remarks | null> {
  const { clock, id, polls, patience, signal } = context;
  const [sinceMs, beganMs] = [clock.now(), clock.elapsed()];
  for (;;) {
    const status = await statusOfOther(statusCheck, fileId);
    if (status?.state === 'ready') return status.remarks;
    if (status?.state !== 'processing') return null;
    if (clock.elapsed() - beganMs >= patience.budgetMs) return null;
    await context.withoutSlot(() => polls.wait(id, sinceMs, () => false, signal));
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
