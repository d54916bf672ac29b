import { formatBytes, readableStep } from './format.ts';
import { type Catalogue, type SentenceWriter, stepName } from './sentence.ts';

/**
 * @param locale decides how numbers and lists are written
 * @returns the words of a language for plain text
 */
export function sentenceWriter(catalogue: Catalogue, locale: 'en-GB' | 'de'): SentenceWriter {
  const text: SentenceWriter['text'] = (key, values) => textFrom(catalogue, key, values, locale) ?? key;
  return {
    text,
    size: (bytes) => (locale === 'de' ? formatBytes(bytes).replace('.', ',') : formatBytes(bytes)),
    list: (items) => new Intl.ListFormat(locale).format(items),
    // English also goes to logs and to programs, which know the server's own names.
    step: (step) => (locale === 'de' ? stepName(readableStep(step), { text }) : step),
  };
}

/**
 * Reads a text in i18next's form, as the window does: `{{name}}`, `{{name, number}}`, and `_one` and `_other` for
 * plurals.
 * @returns null if there is no such text
 */
export function textFrom(
  texts: Readonly<Record<string, string>>,
  key: string,
  values: Readonly<Record<string, string | number>>,
  locale: string,
): string | null {
  const plural = `${key}_${values['count'] === 1 ? 'one' : 'other'}`;
  const text = Object.hasOwn(texts, key) ? texts[key] : texts[plural];
  return (
    text?.replace(/\{\{(\w+)(?:, (number))?\}\}/g, (_, name: string, format?: string) => {
      const value = values[name] ?? '';
      return format === 'number' && typeof value === 'number'
        ? new Intl.NumberFormat(locale).format(value)
        : String(value);
    }) ?? null
  );
}
