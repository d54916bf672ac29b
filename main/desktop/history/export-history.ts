import { replacePrivate } from '../../core/files/private-files.ts';
import { CSV_HEADER, csvLine, receiptOf } from '../../core/model/receipt.ts';
import { jsonText } from '../../core/model/unprintable.ts';
import type { Upload } from '../../core/model/upload.ts';
import type { History, HistoryFilter, HistoryPlace } from '../../core/store/history.ts';

/** Receipts per page, so that uploads proceed while 100,000 are written. */
const PAGE = 500;
/** Without it, spreadsheets assume an old encoding and garble names. */
const BYTE_ORDER_MARK = '\ufeff';

interface Form {
  readonly begin: string;
  readonly line: (upload: Upload) => string;
  readonly between: string;
  readonly end: string;
}

const FORMS: Readonly<Record<'csv' | 'json', Form>> = {
  csv: {
    begin: BYTE_ORDER_MARK + CSV_HEADER,
    line: (upload) => csvLine(receiptOf(upload)),
    between: '',
    end: '',
  },
  json: {
    begin: '[\n',
    line: (upload) => jsonText(receiptOf(upload)),
    between: ',\n',
    end: '\n]\n',
  },
};

/**
 * Writes the receipts that match the filter, the latest first. The file at `path` is replaced only once all of them are
 * written.
 * @returns the number of receipts
 */
export async function exportHistory(
  history: Pick<History, 'page'>,
  filter: HistoryFilter,
  format: 'csv' | 'json',
  path: string,
): Promise<number> {
  const { begin, line, between, end } = FORMS[format];
  let count = 0;
  await replacePrivate(path, async (file) => {
    await file.write(begin);
    let after: HistoryPlace | null = null;
    do {
      const { uploads, next }: ReturnType<History['page']> = history.page(filter, after, PAGE);
      const text = uploads.map(line).join(between);
      if (text !== '') await file.write(count > 0 ? between + text : text);
      count += uploads.length;
      after = next;
    } while (after !== null);
    await file.write(end);
  });
  return count;
}
