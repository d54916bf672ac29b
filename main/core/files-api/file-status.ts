import type { z } from 'zod';
import type { Remarks } from '../model/upload.ts';
import { yesOrNo } from './forms.ts';
import type { statusAnswer } from './schemas.ts';

export type FileStatus =
  | { readonly state: 'processing'; readonly step: string | null }
  /** `processingMs` is what the server's own times say, where they do. */
  | { readonly state: 'ready'; readonly remarks: Remarks; readonly processingMs: number | null }
  | { readonly state: 'infected' }
  | { readonly state: 'failed'; readonly step: string | null };

type Steps = readonly { status: string; created_at?: unknown; ended_at?: unknown }[];

/** A status that denies what it names, such as `NOT_INFECTED` or `NO_ERROR`. */
const DENIED = /(NOT|NO|WITHOUT|UN|NON)[_\s-]*(INFECT|ERROR|FAIL|REJECT)\w*/g;

/** What the server says of a file. */
export function interpretStatus(answer: z.infer<typeof statusAnswer>): FileStatus {
  const status = answer.processing_status.trim().toUpperCase().replace(DENIED, '');
  const steps = answer.processing_steps ?? [];
  const step = currentStep(steps);
  const isDone = status === 'PROCESSED';
  const infected = yesOrNo(answer.warnings?.infected);
  // The name of a virus is no plain yes. It is believed, unless the server took the file all the same.
  if (infected === 'yes' || (infected === 'odd' && !isDone) || status.includes('INFECTED'))
    return { state: 'infected' };
  if (isDone) {
    const applies = (warning: unknown) => yesOrNo(warning) !== 'no';
    const { empty, length } = answer.warnings ?? {};
    return {
      state: 'ready',
      remarks: { empty: applies(empty), length: applies(length) },
      processingMs: processingMs(steps),
    };
  }
  // The documents name no failed status: one that plainly says so is believed, any other is still processing.
  if (/FAIL|ERROR|REJECT/.test(status)) return { state: 'failed', step };
  return { state: 'processing', step };
}

/** The step that has not ended, else the last one. */
function currentStep(steps: Steps): string | null {
  const open = steps.findLast(
    ({ ended_at }) => ended_at === null || ended_at === undefined || ended_at === '',
  );
  return (open ?? steps.at(-1))?.status ?? null;
}

/** From the beginning of the first step to the end of the last one; null where the server does not say. */
function processingMs(steps: Steps): number | null {
  const beginMs = Math.min(...steps.map(({ created_at }) => timeMs(created_at)));
  const endMs = Math.max(...steps.map(({ ended_at }) => timeMs(ended_at)));
  const ms = endMs - beginMs;
  return Number.isFinite(ms) && ms >= 0 ? ms : null;
}

/** Times before this, as ms, are none that a server could mean: they are seconds. */
const EARLIEST_MS = 1e11;

/** A time's form is not documented: a date as text, or a number of ms or s. NaN for anything else. */
function timeMs(time: unknown): number {
  if (typeof time === 'string') return /^\d+(\.\d+)?$/.test(time) ? timeMs(Number(time)) : Date.parse(time);
  if (typeof time !== 'number') return Number.NaN;
  return time < EARLIEST_MS ? time * 1000 : time;
}
