import { createReadStream } from 'node:fs';
import type { Source } from '../../source.ts';
import { RtfReader } from './rtf-reader.ts';
import { RtfTokenizer } from './tokenizer.ts';

/** A document in Rich Text Format: its text, then notes, comments, headers and footers. */
export async function* rtfText({ path }: Source): AsyncGenerator<string> {
  const pieces: string[] = [];
  const reader = new RtfReader((text) => pieces.push(text));
  const tokenizer = new RtfTokenizer(reader);
  for await (const chunk of createReadStream(path, { encoding: 'latin1' })) {
    tokenizer.write(chunk as string);
    if (pieces.length > 0) yield pieces.splice(0).join('');
  }
  tokenizer.end();
  const beside = reader.end();
  yield pieces.join('');
  for (const text of beside) yield `\n${text}\n`;
}
