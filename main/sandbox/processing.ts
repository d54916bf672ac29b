import type { Findings } from './stored-bytes.ts';

/** The steps and the share of the whole time that each takes. The API documents the name of the first only. */
const steps = [
  { name: 'ANTIVIRUS_SCANNING', share: 0.3 },
  { name: 'TEXT_EXTRACTION', share: 0.5 },
  { name: 'INDEXING', share: 0.2 },
] as const;

export interface ProcessingStatus {
  /** The API does not document how a failed end is called; only an infected file ends so here. */
  readonly processing_status: 'PROCESSING' | 'PROCESSED' | 'FAILED';
  /** ISO 8601; `endedAt` is null while the step runs. */
  readonly processing_steps: readonly { createdAt: string; endedAt: string | null; status: string }[];
  readonly warnings: { empty: boolean; infected: boolean; length: boolean };
}

/**
 * What the status call says at `nowMs` about bytes that came at `arrivedAtMs`. A step lasts its share of
 * `processingMs`; the first lasts longer where the inspection of the bytes does, so that no step is shown that an
 * infected file would not have reached.
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
