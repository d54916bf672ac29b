import { ENGLISH } from '../../core/model/english.ts';
import { readableStep } from '../../core/model/format.ts';
import {
  type AnyMessage,
  type Catalogue,
  type SentenceWriter,
  sentence,
  stepName,
  type Values,
} from '../../core/model/sentence.ts';
import { sentenceWriter, textFrom } from '../../core/model/sentence-writer.ts';
import en from '../locales/en.json' with { type: 'json' };

/** The terminal's own texts. The compiler asks each language for those that English has. */
type Texts = Readonly<Record<keyof typeof en, string>>;

type Singular<Key extends string> = Key extends `${infer Name}_${'one' | 'other'}` ? Name : Key;

let writer: SentenceWriter = ENGLISH;
let texts: Texts = en;

/** @returns the language of the environment: the first variable that is set counts, as POSIX says */
export function languageOf(environment: Readonly<Record<string, string | undefined>>): 'en' | 'de' {
  const locale = environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || '';
  return /^de(?![a-z])/i.test(locale) ? 'de' : 'en';
}

/** Sets the language of all that follows. German is loaded only for those who speak it. */
export async function speak(language: 'en' | 'de'): Promise<void> {
  if (language === 'en') {
    [writer, texts] = [ENGLISH, en];
    return;
  }
  const [{ default: messages }, { default: own }] = await Promise.all([
    import('../../core/model/locales/de.json', { with: { type: 'json' } }),
    import('../locales/de.json', { with: { type: 'json' } }),
  ]);
  const catalogue: Catalogue = messages;
  [writer, texts] = [sentenceWriter(catalogue, 'de'), own];
}

/** @returns what the core says, in the language of the person */
export function messageText(message: AnyMessage): string {
  return sentence(message, writer);
}

/** @returns the name of a server's step, such as `ANTIVIRUS_SCANNING`, in the person's language */
export function stepText(step: string): string {
  return stepName(readableStep(step), writer);
}

/** @returns a size, as the language writes it */
export function sizeText(bytes: number): string {
  return writer.size(bytes);
}

/** @returns one of the terminal's own texts, with the values where it names them; `count` chooses the plural form */
export function say(key: Singular<keyof Texts>, values: Values = {}): string {
  return textFrom(texts, key, values, 'en') ?? key;
}
