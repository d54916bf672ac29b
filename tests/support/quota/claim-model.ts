import type { ClaimAnswer, ClaimRequest } from '../../../main/core/job/claim-server.ts';

interface Claim {
  readonly holder: string;
  /** All times in ms by the server's clock. */
  readonly untilMs: number;
  readonly file: { readonly fileId: string; readonly signedAtMs: number } | null;
  readonly readyAtMs: number | null;
}

/** The claim on one content. It is kept for ever: what the server's expiry ends has a test of its own. */
export class ClaimState {
  claim: Claim | null = null;
}

/** What the script in `claim-script.ts` does, at `nowMs`. */
export function answerClaim(state: ClaimState, request: ClaimRequest, nowMs: number): ClaimAnswer {
  const { claim } = state;
  const isReady = claim !== null && claim.readyAtMs !== null;
  const isMine = claim?.holder === request.holder;
  const isFree = claim === null || isMine || claim.untilMs <= nowMs;
  const reported =
    request.fileId === null
      ? null
      : { fileId: request.fileId, signedAtMs: nowMs - Math.max(0, request.signedAgoMs) };
  const hold = (file: Claim['file']) => {
    const { holder, leaseMs } = request;
    state.claim = { holder, untilMs: nowMs + leaseMs, file, readyAtMs: null };
  };

  if (request.step === 'take') {
    const file = claim?.file?.fileId === request.fileId ? null : (claim?.file ?? null);
    const left = file && { fileId: file.fileId, signedAgoMs: nowMs - file.signedAtMs };
    if (left !== null && claim !== null && claim.readyAtMs !== null)
      return { kind: 'ready', file: left, readyAgoMs: nowMs - claim.readyAtMs };
    if (!isReady && !isFree) return { kind: 'held', leaseMs: claim.untilMs - nowMs, left };
    hold(file);
    return { kind: 'mine', left };
  }
  if (!isFree || (isReady && !isMine)) return { kind: 'lost' };
  if (request.step === 'keep') {
    if (isReady) return { kind: 'lost' };
    hold(reported ?? claim?.file ?? null);
  } else if (request.step === 'ready') {
    state.claim = { holder: request.holder, untilMs: 0, file: reported, readyAtMs: nowMs };
  } else if (isMine && !isReady) {
    state.claim = null;
  }
  return { kind: 'mine', left: null };
}
