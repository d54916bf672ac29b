import { describeReason } from '../core/reasons.ts';
import type { Upload } from '../core/upload.ts';
import { printable } from './printable.ts';
import type { Report, Tally } from './report.ts';

/** A line for each file that ended, for pipes and logs. */
export function plainReport(write: (line: string) => void): Report {
  return {
    event() {},
    ended: (upload) => write(`${outcomeLine(upload)}\n`),
    summary: (tally) => write(`${summaryLine(tally)}\n`),
  };
}

export function outcomeLine({ path, state }: Upload): string {
  const file = printable(path);
  switch (state.stage) {
    case 'ready':
      return `ready    ${file}  ${printable(state.fileId)}${remarkOf(state.remarks)}`;
    case 'failed':
      return `failed   ${file}  ${printable(describeReason(state.reason))}`;
    case 'skipped':
      return `skipped  ${file}  ${printable(describeReason(state.reason))}`;
    default:
      return `${state.stage}  ${file}`;
  }
}

export function summaryLine({ ready, failed, skipped }: Tally): string {
  return `${ready} ready, ${failed} failed, ${skipped} skipped`;
}

function remarkOf({ empty, length }: { empty: boolean; length: boolean }): string {
  if (empty) return '  (the server found no text in it)';
  return length ? '  (longer than the server reads in whole)' : '';
}
