import { Command, Option } from 'commander';
import { CSV_HEADER, csvLine, receiptOf, withTexts } from '../../core/model/receipt.ts';
import { jsonText } from '../../core/model/unprintable.ts';
import type { Upload } from '../../core/model/upload.ts';
import { EVERYTHING } from '../../core/store/history.ts';
import { openToRead } from '../engine/data-folder.ts';
import { print } from '../output/output.ts';
import { printable } from '../output/printable.ts';
import { outcomeLine } from '../reports/plain-report.ts';
import { dataFolderFrom } from '../settings/data-folder-path.ts';

interface HistoryOptions {
  search: string;
  json?: true;
  csv?: true;
  data?: string;
}

/** The most receipts that a search finds. To get all, leave the search out. */
const MAX_FOUND = 10_000;

/** `hoist history`: past uploads and their outcome, the oldest first. */
export function historyCommand(invokedFrom: string): Command {
  return new Command('history')
    .description('print the receipts of past uploads')
    .option(
      '--search <text>',
      'only those with this in their name, or with this start of a hash or file id',
      '',
    )
    .option('--json', 'print one JSON object a line')
    .addOption(new Option('--csv', 'print CSV').conflicts('json'))
    .option('--data <dir>', 'the data folder (default: the one of the desktop app)')
    .action(async (options: HistoryOptions) => {
      const store = openToRead(dataFolderFrom(options.data, process.env, invokedFrom));
      try {
        const { search } = options;
        const uploads =
          search === ''
            ? store.history.all()
            : store.history.page({ ...EVERYTHING, search }, null, MAX_FOUND).uploads.reverse();
        if (options.csv === true) await print(CSV_HEADER);
        for (const upload of uploads) await print(lineOf(upload, options));
      } finally {
        store.close();
      }
    });
}

function lineOf(upload: Upload, { json, csv }: HistoryOptions): string {
  if (json === true) return `${jsonText(receiptOf(upload))}\n`;
  if (csv !== true) return `${outcomeLine(upload)}\n`;
  // Programs get line breaks unchanged. On a terminal a line break in a name could overwrite another line.
  const receipt = receiptOf(upload);
  return csvLine(process.stdout.isTTY ? withTexts(receipt, printable) : receipt);
}
