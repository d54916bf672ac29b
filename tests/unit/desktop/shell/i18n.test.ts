import { expect, test } from 'vitest';
import { speechOf, spokenLanguage, wordsIn } from '../../../../main/desktop/shell/i18n.ts';

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

test('numbers and times are written as the system’s region does', () => {
  expect(speechOf('system', 'de-DE', 'AT')).toEqual({ language: 'de', locale: 'de-AT' });
  expect(speechOf('en', 'de-DE', 'DE')).toEqual({ language: 'en', locale: 'en-DE' });
  expect(speechOf('system', 'fr', '')).toEqual({ language: 'en', locale: 'en' });
});
