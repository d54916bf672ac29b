import type { z } from 'zod';
import type { Remarks } from '../upload.ts';
import type { statusAnswer } from './schemas.ts';

export type FileStatus =
  | { readonly state: 'processing'; readonly step: string | null }
  /** `processingMs` is what the server's own times say, where they do. */
  | { readonly state: 'ready'; readonly remarks: Remarks; readonly processingMs: number | null }
  | { readonly state: 'infected' }
  | { readonly state: 'failed'; readonly step: string | null };

/** What the server says of a file, whichever of the documented spellings it uses. */
export function interpretStatus(answer: z.infer<typeof statusAnswer>): FileStatus {
  const status = (answer.processing_status ?? answer.processingStatus ?? '').toUpperCase();
  const step = currentStep(answer.processing_steps ?? []);
  const { infected, empty, length } = answer.warnings ?? {};
  if (isSet(infected) || status.includes('INFECT')) return { state: 'infected' };
  if (status === 'PROCESSED')
    return {
      state: 'ready',
      remarks: { empty: isSet(empty), length: isSet(length) },
      processingMs: processingMs(answer.processing_steps ?? []),
    };
  // The documents name no failed status: one that plainly says so is believed, any other is still processing.
  if (/FAIL|ERROR|REJECT/.test(status)) return { state: 'failed', step };
  return { state: 'processing', step };
}

/** The step that has not ended, else the last one. */
function currentStep(steps: readonly { status: string; endedAt?: unknown }[]): string | null {
  const open = steps.findLast(({ endedAt }) => endedAt === null || endedAt === undefined);
  return (open ?? steps.at(-1))?.status ?? null;
}

/** From the beginning of the first step to the end of the last one; null where the server does not say. */
function processingMs(steps: readonly { createdAt?: unknown; endedAt?: unknown }[]): number | null {
  const beginMs = Math.min(...steps.map(({ createdAt }) => timeMs(createdAt)));
  const endMs = Math.max(...steps.map(({ endedAt }) => timeMs(endedAt)));
  const ms = endMs - beginMs;
  return Number.isFinite(ms) && ms >= 0 ? ms : null;
}

/** A time's form is not documented: a date as text, or a number of ms. NaN for anything else. */
function timeMs(time: unknown): number {
  if (typeof time === 'string') return Date.parse(time);
  return typeof time === 'number' ? time : Number.NaN;
}

/** A warning's form is not documented: `true`, a number or a text all say that it applies. */
function isSet(warning: unknown): boolean {
  return typeof warning === 'string' ? warning !== '' && warning !== 'false' : Boolean(warning);
}
