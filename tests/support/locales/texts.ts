/** Texts as they lie in a locale's JSON: by keys within keys. */
export type Texts = { readonly [key: string]: string | Texts };

const PLURAL = /_(zero|one|two|few|many|other)$/;

/** The key that the code names: without the plural form. */
export const named = (key: string): string => key.replace(PLURAL, '');

/** Each text by its whole path, plural form and all. */
export function flat(texts: Texts, before = ''): Map<string, string> {
  return new Map(
    Object.entries(texts).flatMap(([key, text]) =>
      typeof text === 'string' ? [[before + key, text] as const] : [...flat(text, `${before}${key}.`)],
    ),
  );
}

/** The names of the placeholders of a text, each once. */
export function placeholders(text: string): string[] {
  return [...new Set([...text.matchAll(/\{\{\s*(\w+)/g)].map(([, name]) => String(name)))].sort();
}
