import PostalMime, { type Address } from 'postal-mime';
import type { Mail } from './mail-message.ts';

/** Parts in parts in parts: more are made to do harm. */
const MAX_NESTING = 50;

/**
 * Reads a mail as it goes over the Internet (RFC 5322, MIME). Mails in it are attachments.
 * @throws where it is none
 */
export async function readInternetMail(bytes: Buffer): Promise<Mail> {
  const { from, to, cc, date, subject, text, html, attachments, headers } = await PostalMime.parse(bytes, {
    forceRfc822Attachments: true,
    maxNestingDepth: MAX_NESTING,
  });
  if (headers.length === 0) throw new Error('it has no header');
  return {
    from: shown(from === undefined ? [] : [from]),
    to: shown(to ?? []),
    cc: shown(cc ?? []),
    date: date ?? '',
    subject: subject ?? '',
    text: text ?? null,
    html: html ?? null,
    attachments: attachments
      .filter(({ related }) => related !== true)
      .map(({ filename, mimeType, content }, index) => ({
        name: filename ?? unnamed(mimeType, index),
        bytes: typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content),
      })),
  };
}

function shown(addresses: readonly Address[]): string {
  return addresses
    .flatMap(({ name, address, group }): string[] => {
      if (group !== undefined) return [`${name}: ${shown(group)}`];
      if (address === undefined || address === '') return name === '' ? [] : [name];
      return [name === '' ? address : `${name} <${address}>`];
    })
    .join(', ');
}

function unnamed(mimeType: string, index: number): string {
  return mimeType === 'message/rfc822' ? `message ${index + 1}.eml` : `attachment ${index + 1}`;
}
