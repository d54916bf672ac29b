import { readFileSync } from 'node:fs';
import { extensionOf } from '../../../model/file-types.ts';
import { ConversionError } from '../../conversion.ts';
import { asProblem } from '../as-problem.ts';
import type { OutputFolder } from '../output-folder.ts';
import type { Source } from '../source.ts';
import { textOfPage } from '../text/web/html.ts';
import { TextFile } from '../text-file.ts';
import type { AddInnerFile } from './add-inner-file.ts';
import type { Mail } from './mail-message.ts';

/** The libraries hold a whole mail in memory. Servers pass on a tenth of this. In bytes. */
const MAX_MAIL_BYTES = 256 * 1024 * 1024;
const MAX_ATTACHMENTS = 500;

/** Makes a text of a mail's header and body, and takes its attachments out of it. */
export async function convertMail(
  source: Source,
  output: OutputFolder,
  addInnerFile: AddInnerFile,
): Promise<void> {
  if (source.sizeBytes > MAX_MAIL_BYTES) throw new ConversionError({ code: 'conversion_too_costly' });
  const mail = await readMail(source);
  const text = new TextFile(output, source.name);
  text.write(headerOf(mail));
  for (const piece of bodyOf(mail)) text.write(piece);
  text.end();
  if (mail.attachments.length > MAX_ATTACHMENTS) throw new ConversionError({ code: 'conversion_too_costly' });
  for (const { name, bytes } of mail.attachments) {
    output.countMade(bytes.length);
    const file = output.open();
    file.write(bytes);
    file.close();
    await addInnerFile(file.path, name);
  }
}

async function readMail({ path, name }: Source): Promise<Mail> {
  try {
    const bytes = readFileSync(path);
    if (extensionOf(name) === '.msg') {
      const { readOutlookMail } = await import('./outlook-mail.ts');
      return readOutlookMail(bytes);
    }
    const { readInternetMail } = await import('./internet-mail.ts');
    return await readInternetMail(bytes);
  } catch (error) {
    throw asProblem(error);
  }
}

function headerOf({ from, to, cc, date, subject }: Mail): string {
  const fields = [
    ['From', from],
    ['To', to],
    ['Cc', cc],
    ['Date', date],
    ['Subject', subject],
  ] as const;
  const lines = fields.filter(([, value]) => value !== '').map(([field, value]) => `${field}: ${value}\n`);
  return `${lines.join('')}\n`;
}

/** Plain text is what the sender wrote, where there is any. */
function* bodyOf({ text, html }: Mail): Generator<string> {
  if (text !== null && text.trim() !== '') yield text;
  else if (html !== null) yield textOfPage(Buffer.from(`\uFEFF${html}`, 'utf8'));
}
