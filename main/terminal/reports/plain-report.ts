import { sourceOf, type Upload } from '../../core/model/upload.ts';
import { withColouredStart } from '../output/colours.ts';
import { messageText, say } from '../output/language.ts';
import { printable } from '../output/printable.ts';
import { type LineReportOptions, type Owner, type Report, silentText, type Totals } from './report.ts';
import { type WaitNews, Waits } from './waits.ts';

/** Prints a line for each file that ended, for pipes and logs. */
export function plainReport({ find, write, tell, now }: LineReportOptions): Report {
  const waits = new Waits({ find, now, tell: (news) => tell(`${waitLine(news)}\n`) });
  return {
    added: () => {},
    event: (event) => waits.event(event),
    silent: (path) => tell(`${silentLine(path)}\n`),
    note: (line) => tell(`${line}\n`),
    ended: (upload) => write(`${outcomeLine(upload)}\n`),
    stuck: (upload) => write(`${stuckLine(upload)}\n`),
    summary: (totals, left, owner) => write(`${summaryLine(totals, left, owner)}\n`),
  };
}

export function outcomeLine(upload: Upload): string {
  const { state } = upload;
  const file = fileText(upload);
  switch (state.stage) {
    case 'ready':
      return withColouredStart(
        'green',
        `${say('ready', { file, id: printable(state.fileId) })}${remarkOf(state)}`,
      );
    case 'failed':
      return failedLine(file, printable(messageText(state.reason)));
    case 'skipped':
      return say('skipped', { file, why: printable(messageText(state.reason)) });
    case 'cancelled':
      return say('cancelled', { file });
    case 'queued':
    case 'converting':
    case 'uploading':
    case 'processing':
      throw new Error(`${state.stage} is no outcome`);
  }
}

export function silentLine(path: string): string {
  return `${printable(path)}  ${silentText()}`;
}

export function stuckLine(upload: Upload): string {
  return failedLine(fileText(upload), say('stuck'));
}

/** @returns the line about a file that failed, safe to print if its parts are */
export function failedLine(file: string, why: string): string {
  return withColouredStart('red', say('failed', { file, why }));
}

/** The path of the file, and of one that was made of it the name that the server gets. */
function fileText(upload: Upload): string {
  const path = printable(sourceOf(upload).path);
  return upload.derivation === null ? path : say('made_from', { file: path, name: printable(upload.name) });
}

/** @returns the line about a wait or its end */
export function waitLine(news: WaitNews): string {
  switch (news.kind) {
    case 'going-on':
      return say('going_on');
    case 'retry':
      return `${printable(news.path)}  ${printable(news.message)}`;
    default:
      return printable(news.message);
  }
}

export function summaryLine({ ready, failed, skipped }: Totals, left: number, owner: Owner): string {
  const counts = say('summary', { ready, failed, skipped });
  if (left === 0) return counts;
  return say(owner === 'this command' ? 'summary_resume' : 'summary_owner', { counts, left });
}

function remarkOf({ remarks, alreadyAtMs }: Extract<Upload['state'], { stage: 'ready' }>): string {
  if (alreadyAtMs !== null)
    return `  ${say('already_uploaded', { date: new Date(alreadyAtMs).toISOString().slice(0, 10) })}`;
  if (remarks.empty) return `  ${say('no_text')}`;
  return remarks.length ? `  ${say('too_long')}` : '';
}
