import type { CopyFormat } from '../../../preload/contract/contract.ts';
import { CSV_HEADER, csvLine, receiptOf } from '../../core/model/receipt.ts';
import { jsonText } from '../../core/model/unprintable.ts';
import { shownName, sourceOf, type Upload } from '../../core/model/upload.ts';

export type ReadyUpload = Upload & { readonly state: { readonly stage: 'ready'; readonly fileId: string } };

export const isReady = (upload: Upload | undefined): upload is ReadyUpload => upload?.state.stage === 'ready';

/** @returns the clipboard's text for these files */
export function copyText(uploads: readonly ReadyUpload[], format: CopyFormat): string {
  switch (format.kind) {
    case 'ids':
      return uploads.map(({ state }) => onOneLine(state.fileId)).join('\n');
    case 'message':
      return uploads
        .map((upload) => `- ${onOneLine(shownName(upload))} (file_id: ${onOneLine(upload.state.fileId)})`)
        .join('\n');
    case 'json':
      return jsonText(uploads.map(receiptOf), 2);
    case 'csv':
      return CSV_HEADER + uploads.map((upload) => csvLine(receiptOf(upload))).join('');
    case 'template':
      return uploads.map((upload) => filledIn(format.template, upload)).join('\n');
  }
}

const placeholders: Readonly<Record<string, (upload: ReadyUpload) => string>> = {
  name: (upload) => onOneLine(shownName(upload)),
  id: ({ state }) => onOneLine(state.fileId),
  size: ({ sizeBytes }) => String(sizeBytes ?? ''),
  hash: ({ sha256 }) => sha256 ?? '',
  path: (upload) => onOneLine(sourceOf(upload).path),
};

/** Replaces all placeholders in one pass, so that a file named `{id}` keeps its name. Other text stays as typed. */
function filledIn(template: string, upload: ReadyUpload): string {
  return template.replace(/\{(name|id|size|hash|path)\}/g, (typed, name: string) => {
    const value = placeholders[name];
    return value === undefined ? typed : value(upload);
  });
}

/** Line breaks and direction marks in a name must not add a line or show another id. */
const onOneLine = (text: string) => text.replace(/[\p{Cc}\u2028-\u202e\u2066-\u2069]+/gu, ' ');
