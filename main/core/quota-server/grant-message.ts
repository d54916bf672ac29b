import { type ByKind, type QuotaAnswer, QuotaError, type QuotaRequest } from '../rate-limit/shared-quota.ts';

/** @returns the words of a request in the order in which the script takes them */
export function wordsOf(request: QuotaRequest): string[] {
  const { limits, work, answered, lost, wants } = request;
  const flag = (is: boolean) => (is ? 1 : 0);
  const words = [
    request.desk,
    request.number,
    request.epoch,
    limits.perSecond,
    limits.perMinute,
    request.live,
    request.unused,
    ...wants,
    flag(request.signsFirst),
    work.unsigned,
    work.sending,
    work.processing,
    request.dueMs,
    request.firstAnswered,
    flag(request.isWhole),
    request.heardMs,
    request.heardAgoMs,
    request.heardSerial,
    answered.length,
    lost?.epoch ?? '',
    lost?.serial ?? 0,
    lost?.members ?? 0,
    lost?.live ?? 0,
    lost?.saidAgoMs ?? 0,
    lost?.agesMs.length ?? 0,
    ...answered,
    ...(lost?.agesMs ?? []),
  ];
  return words.map(String);
}

/**
 * Reads what the script returns.
 * @throws {QuotaError} where it is something else
 */
export function readAnswer(reply: unknown): QuotaAnswer {
  const [kind, epoch, nowMs, ...numbers] = Array.isArray(reply) ? reply : [];
  const isRead = typeof kind === 'string' && typeof epoch === 'string' && typeof nowMs === 'number';
  if (!isRead || !numbers.every((value) => typeof value === 'number')) throw new QuotaError('unexpected');
  if (kind === 'resync') return { kind, nowMs, epoch };
  if (kind === 'outdated') return { kind, nowMs };
  const at = (index: number): number => numbers[index] ?? 0;
  const granted: ByKind = [at(0), at(1), at(2), at(3)];
  return {
    kind: 'granted',
    nowMs,
    epoch,
    granted,
    againMs: at(4) < 0 ? null : at(4),
    limit: at(5),
    counted: at(6),
    live: at(7),
    work: { unsigned: at(8), sending: at(9), processing: at(10) },
    busy: at(11),
    credit: at(12),
    serial: at(13),
    members: at(14),
    view: numbers.slice(15),
  };
}
