import type { ContentClaim, CopyOfOther, Taken } from './content-claim.ts';
import type { JobContext } from './job-context.ts';

/**
 * Claims the content, or waits for the desk that holds it and uses its file.
 * @param goneFileId the file of an earlier attempt of this upload, which the server does not have
 * @param reuse uses the copy if the server has it
 * @returns whether the upload has ended with the file of another desk
 */
export async function claimContent(
  context: JobContext,
  sha256: string,
  goneFileId: string | null,
  reuse: (copy: CopyOfOther) => Promise<boolean>,
): Promise<boolean> {
  const { claim } = context;
  if (claim === null) return false;
  let gone = goneFileId;
  for (;;) {
    let taken = await claim.take(sha256, gone);
    let left = taken.kind === 'held' ? taken.left : null;
    if (taken.kind === 'held') {
      const held = taken;
      await context.withoutSlot(async () => {
        ({ taken, left } = await whileHeld(context, claim, held, () => claim.take(sha256, gone)));
      });
    }
    if (taken.kind === 'ready') {
      if (await reuse(taken.copy)) return true;
      gone = taken.copy.fileId;
      continue;
    }
    const copy = (taken.kind === 'mine' ? taken.left : null) ?? left;
    return copy !== null && copy.fileId !== gone && (await reuse(copy));
  }
}

/** Waits visibly until nobody holds the content any more, as far as that can be known. */
async function whileHeld(
  context: Pick<JobContext, 'clock' | 'pause' | 'showRetry'>,
  claim: ContentClaim,
  first: Extract<Taken, { kind: 'held' }>,
  take: () => Promise<Taken>,
): Promise<{ readonly taken: Taken; readonly left: CopyOfOther | null }> {
  const { clock } = context;
  let { leaseMs, left } = first;
  let untilMs = clock.elapsed() + leaseMs;
  for (;;) {
    const atMs = clock.now() + leaseMs;
    context.showRetry({ atMs, attempt: 1, message: { code: 'sent_by_another' } });
    await context.pause(claim.pauseMs(leaseMs));
    const taken = await take();
    leaseMs = Math.max(0, untilMs - clock.elapsed());
    if (taken.kind === 'held') {
      ({ leaseMs } = taken);
      left = taken.left ?? left;
      untilMs = clock.elapsed() + leaseMs;
    } else if (taken.kind !== 'unknown' || leaseMs <= 0) {
      context.showRetry(null);
      // A server that was emptied meanwhile knows nothing of the file.
      return { taken, left };
    }
  }
}
