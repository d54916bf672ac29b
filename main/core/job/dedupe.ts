import type { Inquiry } from './status-check.ts';
import type { RunPorts, SameContent } from './job-context.ts';

/** Takes the id of the same content where the server has it already; answers whether nothing has to be sent so. */
export async function reuse(ports: RunPorts, inquiry: Inquiry, sha256: string): Promise<boolean> {
  if (ports.upload().again) return false;
  for (const same of await ports.sameContent(sha256)) if (await reuseCopy(ports, inquiry, same)) return true;
  return false;
}

async function reuseCopy(ports: RunPorts, inquiry: Inquiry, same: SameContent): Promise<boolean> {
  const { fileId, remarks, readyAtMs, confirmed, reusableUntilMs } = same;
  const isTooOld = () => ports.clock.now() >= reusableUntilMs;
  if (isTooOld() || !(confirmed || (await inquiry.stillReady(fileId)))) return false;
  // The answer may have taken its time.
  if (isTooOld()) return false;
  ports.apply({ type: 'reused', fileId, remarks, alreadyAtMs: readyAtMs });
  return true;
}
