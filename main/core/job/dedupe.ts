import type { JobContext, SameContent } from './job-context.ts';
import type { StatusCheck } from './status-check.ts';

/** Takes the id of the same content where the server has it already; answers whether nothing has to be sent so. */
export async function dedupe(ports: JobContext, statusCheck: StatusCheck, sha256: string): Promise<boolean> {
  if (ports.upload().again) return false;
  for (const same of await ports.sameContent(sha256))
    if (await reuseCopy(ports, statusCheck, same)) return true;
  return false;
}

async function reuseCopy(ports: JobContext, statusCheck: StatusCheck, same: SameContent): Promise<boolean> {
  const { fileId, remarks, readyAtMs, confirmed, reusableUntilMs } = same;
  const isTooOld = () => ports.clock.now() >= reusableUntilMs;
  if (isTooOld() || !(confirmed || (await statusCheck.stillReady(fileId)))) return false;
  // The answer may have taken its time.
  if (isTooOld()) return false;
  ports.apply({ type: 'reused', fileId, remarks, alreadyAtMs: readyAtMs });
  return true;
}
