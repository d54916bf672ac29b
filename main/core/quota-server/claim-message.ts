import type { ClaimAnswer, ClaimedFile, ClaimRequest } from '../job/claim-server.ts';
import { QuotaError } from '../rate-limit/shared-quota.ts';

/** @returns the words of a request in the order in which the script takes them */
export function claimWords(request: ClaimRequest): string[] {
  const { step, holder, fileId, signedAgoMs, leaseMs, usableMs } = request;
  const numbers = [signedAgoMs, leaseMs, usableMs].map((ms) => String(Math.max(0, Math.round(ms))));
  return [step, holder, fileId ?? '', ...numbers];
}

/**
 * Reads what the script returns.
 * @throws {QuotaError} where it is something else
 */
export function readClaim(reply: unknown): ClaimAnswer {
  const [kind, fileId, signedAgoMs, ms] = Array.isArray(reply) ? reply : [];
  if (typeof fileId !== 'string' || typeof signedAgoMs !== 'number' || typeof ms !== 'number')
    throw new QuotaError('unexpected');
  const left: ClaimedFile | null = fileId === '' ? null : { fileId, signedAgoMs };
  switch (kind) {
    case 'mine':
      return { kind, left };
    case 'held':
      return { kind, leaseMs: ms, left };
    case 'ready':
      if (left !== null) return { kind, file: left, readyAgoMs: ms };
      break;
    case 'lost':
      return { kind };
  }
  throw new QuotaError('unexpected');
}
