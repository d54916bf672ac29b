import { describeReason } from '../core/reasons.ts';
import type { Upload } from '../core/upload.ts';
import { printable } from './printable.ts';
import { type Report, STUCK, type Tally } from './report.ts';

/** A line for each file that ended, for pipes and logs. */
export function plainReport(write: (line: string) => void): Report {
  return {
    event() {},
    ended: (upload) => write(`${outcomeLine(upload)}\n`),
    stuck: ({ path }) => write(`${stuckLine(path)}\n`),
    summary: (tally, left) => write(`${summaryLine(tally, left)}\n`),
  };
}

export function outcomeLine({ path, state }: Upload): string {
  const file = printable(path);
  switch (state.stage) {
    case 'ready':
      return `ready    ${file}  ${printable(state.fileId)}${remarkOf(state)}`;
    case 'failed':
      return `failed   ${file}  ${printable(describeReason(state.reason))}`;
    case 'skipped':
      return `skipped  ${file}  ${printable(describeReason(state.reason))}`;
    default:
      return `${state.stage}  ${file}`;
  }
}

export function stuckLine(path: string): string {
  return `failed   ${printable(path)}  ${STUCK.message}`;
}

export function summaryLine({ ready, failed, skipped }: Tally, left: number): string {
  const counts = `${ready} ready, ${failed} failed, ${skipped} skipped`;
  return left === 0 ? counts : `${counts}; ${left} left, “hoist resume” goes on with them`;
}

function remarkOf({ remarks, alreadyAtMs }: Extract<Upload['state'], { stage: 'ready' }>): string {
  if (alreadyAtMs !== null)
    return `  (already uploaded on ${new Date(alreadyAtMs).toISOString().slice(0, 10)})`;
  if (remarks.empty) return '  (the server found no text in it)';
  return remarks.length ? '  (longer than the server reads in whole)' : '';
}
