import en from './locales/en.json' with { type: 'json' };
import { type AnyMessage, sentence } from './sentence.ts';
import { sentenceWriter } from './sentence-writer.ts';

export const ENGLISH = sentenceWriter(en, 'en-GB');

/** @returns the English text, for errors, logs and `--json` */
export function messageText(message: AnyMessage): string {
  return sentence(message, ENGLISH);
}
