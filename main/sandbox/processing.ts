import type { Findings } from './stored-bytes.ts';

/** The steps, and each one's share of the whole time. The API documents only the first name. */
const steps = [
  { name: 'ANTIVIRUS_SCANNING', share: 0.3 },
  { name: 'TEXT_EXTRACTION', share: 0.5 },
  { name: 'INDEXING', share: 0.2 },
] as const;

export interface ProcessingStatus {
  /** The API does not document the name of a failure. Here only an infected file fails. */
  readonly processing_status: 'PROCESSING' | 'PROCESSED' | 'FAILED';
  /** ISO 8601; `endedAt` is null while the step runs. */
  readonly processing_steps: readonly { createdAt: string; endedAt: string | null; status: string }[];
  readonly warnings: { empty: boolean; infected: boolean; length: boolean };
}

/**
 * @returns the result of the status call at `nowMs` for bytes that arrived at `arrivedAtMs`. A step lasts its share of
 *   `processingMs`. The first one lasts until the inspection ends, so that an infected file never shows a later step.
 */
export function processingStatusAt(
  nowMs: number,
  bytes: { readonly arrivedAtMs: number; readonly findings: Findings | undefined },
  processingMs: number,
): ProcessingStatus {
  const { arrivedAtMs, findings } = bytes;
  const taken = findings?.infected ? steps.slice(0, 1) : steps;
  const shown: ProcessingStatus['processing_steps'][number][] = [];
  let beginMs = arrivedAtMs;
  let plannedEndMs = arrivedAtMs;
  let done = true;
  for (const { name, share } of taken) {
    plannedEndMs += share * processingMs;
    const endMs = Math.max(plannedEndMs, beginMs, findings?.finishedAtMs ?? Number.POSITIVE_INFINITY);
    done = endMs <= nowMs;
    shown.push({ createdAt: iso(beginMs), endedAt: done ? iso(endMs) : null, status: name });
    if (!done) break;
    beginMs = endMs;
  }
  if (!done || findings === undefined) {
    return {
      processing_status: 'PROCESSING',
      processing_steps: shown,
      warnings: { empty: false, infected: false, length: false },
    };
  }
  const { infected, empty, tooLong } = findings;
  return {
    processing_status: infected ? 'FAILED' : 'PROCESSED',
    processing_steps: shown,
    warnings: { empty, infected, length: tooLong },
  };
}

function iso(timeMs: number): string {
  return new Date(timeMs).toISOString();
}
