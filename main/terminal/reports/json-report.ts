import { jsonText } from '../../core/model/unprintable.ts';
import { sourceOf, type Upload } from '../../core/model/upload.ts';
import { messageText, say } from '../output/language.ts';
import { type LineReportOptions, type Report, silentText } from './report.ts';
import { type WaitNews, Waits } from './waits.ts';

/** One JSON object a line, for programs. */
export function jsonReport({ find, write, tell, now }: LineReportOptions): Report {
  const print = (object: Readonly<Record<string, unknown>>) => write(`${jsonText(object)}\n`);
  const waits = new Waits({ find, now, tell: (news) => print(waitOf(news)) });
  return {
    added: () => {},
    event: (event) => waits.event(event),
    silent: (path) => print(waitOf({ kind: 'retry', path, message: silentText() })),
    note: (line) => tell(`${line}\n`),
    ended: (upload) => print(outcomeOf(upload)),
    stuck: (upload) =>
      print({
        event: 'failed',
        path: sourceOf(upload).path,
        code: 'processing_timeout',
        message: say('stuck'),
      }),
    summary: (totals) => print({ event: 'summary', ...totals }),
  };
}

function waitOf(news: WaitNews): Readonly<Record<string, unknown>> {
  switch (news.kind) {
    case 'going-on':
      return { event: 'going_on' };
    case 'retry':
      return { event: 'waiting', reason: 'retry', path: news.path, message: news.message };
    case 'offline':
    case 'server-trouble':
    case 'storage-trouble':
    case 'rate-limited':
      return { event: 'waiting', reason: news.kind.replaceAll('-', '_'), message: news.message };
  }
}

function outcomeOf(upload: Upload): Readonly<Record<string, unknown>> {
  const { state } = upload;
  const { path } = sourceOf(upload);
  switch (state.stage) {
    case 'ready':
      return { event: 'ready', path, file_id: state.fileId, ...derivedOf(upload) };
    case 'failed':
      return {
        event: 'failed',
        path,
        code: state.reason.code,
        message: messageText(state.reason),
        ...derivedOf(upload),
      };
    case 'skipped':
      return { event: 'skipped', path, reason: state.reason.code, ...derivedOf(upload) };
    case 'cancelled':
      return { event: 'failed', path, code: 'cancelled', message: 'It was cancelled.' };
    case 'queued':
    case 'converting':
    case 'uploading':
    case 'processing':
      throw new Error(`${state.stage} is no outcome`);
  }
}

/** @returns how the file was made, for one that was converted */
function derivedOf({ derivation, way, name }: Upload): {
  readonly derived?: Readonly<Record<string, unknown>>;
} {
  if (derivation === null) return {};
  const { original, part, of } = derivation;
  return { derived: { from: original.name, name, how: way, part, of } };
}
