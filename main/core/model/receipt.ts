import { messageText } from './english.ts';
import { escaped, UNPRINTABLE } from './unprintable.ts';
import { sourceOf, type Upload } from './upload.ts';

/** The lasting record of an upload. Times are ISO 8601 in UTC; null where a stage was not reached. */
export interface Receipt {
  readonly path: string;
  readonly name: string;
  readonly size_bytes: number | null;
  readonly sha256: string | null;
  readonly file_id: string | null;
  readonly outcome: string;
  readonly reason: string | null;
  readonly retention: string;
  readonly destination: string | null;
  readonly added_at: string;
  readonly signed_at: string | null;
  readonly sent_at: string | null;
  readonly ended_at: string | null;
  /** What the server has of the file from before it was edited; null where this is the first version. */
  readonly earlier_file_id: string | null;
  /** The original's name, its SHA-256 in hex, how it was converted, and which part of how many this is; null where not. */
  readonly made_from: string | null;
  readonly original_sha256: string | null;
  readonly way: string | null;
  readonly part: number | null;
  readonly parts: number | null;
}

export function receiptOf(upload: Upload): Receipt {
  const { state, times, derivation } = upload;
  return {
    path: sourceOf(upload).path,
    name: upload.name,
    size_bytes: upload.sizeBytes,
    sha256: upload.sha256,
    file_id: 'fileId' in state ? state.fileId : null,
    outcome: state.stage === 'ready' && state.alreadyAtMs !== null ? 'ready before' : state.stage,
    reason: 'reason' in state ? messageText(state.reason) : null,
    retention: upload.retention,
    destination: upload.destination,
    added_at: isoTime(times.addedAtMs) ?? '',
    signed_at: isoTime(times.signedAtMs),
    sent_at: isoTime(times.sentAtMs),
    ended_at: isoTime(times.endedAtMs),
    earlier_file_id: upload.earlierVersion?.fileId ?? null,
    made_from: derivation?.original.name ?? null,
    original_sha256: derivation?.original.sha256 ?? null,
    way: derivation === null ? null : upload.way,
    part: derivation?.part ?? null,
    parts: derivation?.of ?? null,
  };
}

export const CSV_HEADER = `${Object.keys({
  path: 0,
  name: 0,
  size_bytes: 0,
  sha256: 0,
  file_id: 0,
  outcome: 0,
  reason: 0,
  retention: 0,
  destination: 0,
  added_at: 0,
  signed_at: 0,
  sent_at: 0,
  ended_at: 0,
  earlier_file_id: 0,
  made_from: 0,
  original_sha256: 0,
  way: 0,
  part: 0,
  parts: 0,
} satisfies Record<keyof Receipt, 0>).join(',')}\r\n`;

/** One line of CSV by RFC 4180. */
export function csvLine(receipt: Receipt): string {
  return `${Object.values(receipt).map(csvCell).join(',')}\r\n`;
}

/** The receipt with each of its texts changed. */
export function withTexts(receipt: Receipt, change: (text: string) => string): Receipt {
  const changed = Object.entries(receipt).map(([name, value]) => [
    name,
    typeof value === 'string' ? change(value) : value,
  ]);
  return Object.fromEntries(changed) as Receipt;
}

/** The characters that start a formula in a spreadsheet, at the start of a cell or after white space that it drops. */
const FORMULA = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;
/** The same behind a semicolon, which ends a cell where a comma stands in numbers. */
const LATER_FORMULA = /;(?=[=+\-@\uff1d\uff0b\uff0d\uff20])/g;

/** A text that a spreadsheet would run as a formula is kept from it by an apostrophe. */
function csvCell(value: string | number | null): string {
  if (typeof value !== 'string') return value === null ? '' : String(value);
  const shown = value.replace(UNPRINTABLE, (character) =>
    '\t\n\r'.includes(character) ? character : escaped(character),
  );
  const text = (FORMULA.test(shown) ? `'${shown}` : shown).replace(LATER_FORMULA, ";'");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function isoTime(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}
