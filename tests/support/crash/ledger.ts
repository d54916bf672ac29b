import type { Passage } from '../fault-proxy/exchange.ts';
import type { FaultProxy } from '../fault-proxy/fault-proxy.ts';
import type { StrictApi } from '../strict-api/strict-api.ts';

/** The limits that the API documents, with the windows they hold in. */
const WINDOWS = [
  { ms: 1000, calls: 60 },
  { ms: 60_000, calls: 180 },
] as const;

/** How many calls were beyond the request limits, counted at the server in rolling windows. */
export function overspent(passages: readonly Passage[]): string[] {
  const atMs = passages.filter(({ step }) => step !== 'put').map((passage) => passage.atMs);
  return WINDOWS.flatMap(({ ms, calls }) => {
    const worst = Math.max(
      0,
      ...atMs.map((end, i) => atMs.slice(0, i + 1).filter((at) => at > end - ms).length),
    );
    return worst > calls ? [`${worst} calls within ${ms} ms`] : [];
  });
}

/** Contents that the storage does not hold exactly once; each is named by one of its files. */
export function notStoredOnce(api: StrictApi, wanted: ReadonlyMap<string, string>): string[] {
  const stored = [...api.files.values()].flatMap(({ sha256, stored: times }) =>
    Array.from({ length: times }, () => sha256),
  );
  const strangers = stored.filter((hash) => hash !== null && !wanted.has(hash)).length;
  const wrong = [...wanted].flatMap(([hash, name]) => {
    const times = stored.filter((other) => other === hash).length;
    return times === 1 ? [] : [`${name} is stored ${times} times`];
  });
  return strangers === 0 ? wrong : [...wrong, `${strangers} with bytes that no file has`];
}

/**
 * Status calls that asked for bytes which could not be there. It is right to ask after a PUT, whose outcome may be
 * unknown, and in a process that found uploads of an earlier one.
 * @param startsMs when each process was started
 */
export function askedTooEarly({ passages }: FaultProxy, startsMs: readonly number[]): string[] {
  const processAt = (atMs: number) => startsMs.filter((start) => start <= atMs).length;
  return passages.flatMap(({ step, fileId, status, atMs }, i) => {
    if (step !== 'status' || status !== 404) return [];
    const before = passages.slice(0, i);
    const sent = before.some((earlier) => earlier.step === 'put' && earlier.fileId === fileId);
    const found = before.some(
      (earlier) => earlier.step === 'sign' && processAt(earlier.atMs) < processAt(atMs),
    );
    return sent || found ? [] : [`the status of ${fileId} was asked before its bytes were sent`];
  });
}

/** The client's violations. It may ask about a file's end again if a kill kept it from recording the end. */
export function violationsOfKilled(api: StrictApi): string[] {
  return api.violations.filter((violation) => !violation.endsWith('asked after its end was told'));
}
