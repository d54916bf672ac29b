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
  if (isTooOld() || !(confirmed || (await statusCheck.stillReady(fileId)))) return false;
  // The answer may have taken its time.
  if (isTooOld()) return false;
  context.apply({ type: 'reused', fileId, remarks, alreadyAtMs: readyAtMs });
  return true;
}
