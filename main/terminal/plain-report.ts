import { describeReason } from '../core/model/reasons.ts';
import type { Upload } from '../core/model/upload.ts';
import { printable } from './printable.ts';
import { type Owner, type Report, SILENT, STUCK, type Tally } from './report.ts';
import { type WaitNews, Waits } from './waits.ts';

/**
 * A line for each file that ended, for pipes and logs.
 * @param options.tell gets lines on what has to be waited for
 */
export function plainReport(options: {
  readonly find: (id: string) => Upload | undefined;
  readonly write: (line: string) => void;
  readonly tell: (line: string) => void;
  readonly now: () => number;
}): Report {
  const { find, write, now } = options;
  const waits = new Waits({ find, now, tell: (news) => options.tell(`${waitLine(news)}\n`) });
  return {
    event: (event) => waits.event(event),
    silent: (path) => options.tell(`${silentLine(path)}\n`),
    ended: (upload) => write(`${outcomeLine(upload)}\n`),
    stuck: ({ path }) => write(`${stuckLine(path)}\n`),
    summary: (tally, left, owner) => write(`${summaryLine(tally, left, owner)}\n`),
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

export function silentLine(path: string): string {
  return `${printable(path)}  ${SILENT}`;
}

export function stuckLine(path: string): string {
  return `failed   ${printable(path)}  ${STUCK.message}`;
}

function waitLine(news: WaitNews): string {
  switch (news.kind) {
    case 'going-on':
      return 'Going on.';
    case 'retry':
      return `${printable(news.path)}  ${printable(news.message)}`;
    default:
      return printable(news.message);
  }
}

export function summaryLine({ ready, failed, skipped }: Tally, left: number, owner: Owner): string {
  const counts = `${ready} ready, ${failed} failed, ${skipped} skipped`;
  const who = owner === 'this command' ? '“hoist resume”' : 'the Hoist that is running';
  return left === 0 ? counts : `${counts}; ${left} left, ${who} goes on with them`;
}

function remarkOf({ remarks, alreadyAtMs }: Extract<Upload['state'], { stage: 'ready' }>): string {
  if (alreadyAtMs !== null)
    return `  (already uploaded on ${new Date(alreadyAtMs).toISOString().slice(0, 10)})`;
  if (remarks.empty) return '  (the server found no text in it)';
  return remarks.length ? '  (longer than the server reads in whole)' : '';
}
