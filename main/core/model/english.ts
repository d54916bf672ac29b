import en from './locales/en.json' with { type: 'json' };
import { type AnyMessage, sentence } from './sentence.ts';
import { wordsFrom } from './words.ts';

export const ENGLISH = wordsFrom(en, 'en-GB');

/** @returns the English text, for errors, logs and `--json` */
export function messageText(message: AnyMessage): string {
  return sentence(message, ENGLISH);
}
