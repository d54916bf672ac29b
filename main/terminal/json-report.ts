import { describeReason } from '../core/reasons.ts';
import type { Upload } from '../core/upload.ts';
import { type Report, STUCK } from './report.ts';

/** One JSON object a line, for programs. */
export function jsonReport(write: (line: string) => void): Report {
  const print = (object: Readonly<Record<string, unknown>>) => write(`${JSON.stringify(object)}\n`);
  return {
    event() {},
    ended: (upload) => print(outcomeOf(upload)),
    stuck: ({ path }) => print({ event: 'failed', path, ...STUCK }),
    summary: (tally) => print({ event: 'summary', ...tally }),
  };
}

function outcomeOf({ path, state }: Upload): Readonly<Record<string, unknown>> {
  switch (state.stage) {
    case 'ready':
      return { event: 'ready', path, file_id: state.fileId };
    case 'failed':
      return { event: 'failed', path, code: state.reason.code, message: describeReason(state.reason) };
    case 'skipped':
      return { event: 'skipped', path, reason: state.reason.code };
    case 'cancelled':
      return { event: 'failed', path, code: 'cancelled', message: 'It was cancelled.' };
    default:
      throw new Error(`${state.stage} is no outcome`);
  }
}
