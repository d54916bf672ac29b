import Package, { type FieldsData } from '@kenjiuno/msgreader';
import { demandFiniteChains } from '../compound-chains.ts';
import type { Mail } from './mail-message.ts';

type Reader = typeof Package.default;

/** Node gives the exports of a CommonJS package as its default; a bundle may give the default among them. */
const MsgReader = 'default' in Package ? Package.default : (Package as unknown as Reader);

/**
 * Reads a mail that Outlook saved (MS-OXMSG).
 * @throws where it is none
 */
export function readOutlookMail(bytes: Buffer): Mail {
  demandFiniteChains(bytes);
  const reader = new MsgReader(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  const fields = reader.getFileData();
  if (fields.dataType !== 'msg') throw new Error('it is no mail');
  const recipients = fields.recipients ?? [];
  const of = (type: 'to' | 'cc') =>
    recipients
      .filter(({ recipType }) => recipType === type)
      .map(({ name, email, smtpAddress }) => person(name, smtpAddress ?? email))
      .join(', ');
  return {
    from: person(fields.senderName, fields.senderSmtpAddress ?? fields.senderEmail),
    to: of('to'),
    cc: of('cc'),
    date: isoDate(fields.messageDeliveryTime ?? fields.clientSubmitTime),
    subject: fields.subject ?? '',
    text: fields.body ?? null,
    html: htmlOf(fields),
    attachments: (fields.attachments ?? [])
      .filter(({ attachmentHidden }) => attachmentHidden !== true)
      .map((attachment) => {
        const { fileName, content } = reader.getAttachment(attachment);
        return { name: fileName, bytes: content };
      }),
  };
}

function person(name: string | undefined, address: string | undefined): string {
  if (address === undefined || address === name) return name ?? '';
  return name === undefined || name === '' ? address : `${name} <${address}>`;
}

function htmlOf({ bodyHtml, html }: FieldsData): string | null {
  if (bodyHtml !== undefined) return bodyHtml;
  return html === undefined ? null : Buffer.from(html).toString('utf8');
}

function isoDate(text: string | undefined): string {
  const time = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(time) ? '' : new Date(time).toISOString();
}
