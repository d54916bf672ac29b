import { expect, test } from 'vitest';
import de from '../../../main/desktop/locales/de.json' with { type: 'json' };
import en from '../../../main/desktop/locales/en.json' with { type: 'json' };
import { spokenLanguage, wordsIn } from '../../../main/desktop/words.ts';

type Texts = { readonly [key: string]: string | Texts };

/** Each path with the placeholders that its text has. */
function placeholders(texts: Texts, before = ''): Map<string, string> {
  return new Map(
    Object.entries(texts).flatMap(([key, text]) =>
      typeof text === 'string'
        ? [
            [
              before + key,
              [...text.matchAll(/\{\{(\w+)/g)]
                .map(([, name]) => name)
                .sort()
                .join(),
            ] as const,
          ]
        : [...placeholders(text, `${before}${key}.`)],
    ),
  );
}

test('German has each text of the desktop, with the same placeholders', () => {
  expect(placeholders(de)).toEqual(placeholders(en));
});

test('the language is the preferred one, else the system’s, else English', () => {
  expect(spokenLanguage('system', 'de-AT')).toBe('de');
  expect(spokenLanguage('system', 'fr-FR')).toBe('en');
  expect(spokenLanguage('system', 'den')).toBe('en');
  expect(spokenLanguage('en', 'de-DE')).toBe('en');
});

test('the same key says it in either language', () => {
  expect(wordsIn('en')('dialog.documents')).toBe('Documents');
  expect(wordsIn('de')('dialog.documents')).toBe('Dokumente');
});
