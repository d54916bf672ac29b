import { expect, test } from 'vitest';
import { speechOf, spokenLanguage, wordsIn } from '../../../../main/desktop/shell/i18n.ts';

test('spokenLanguage returns the preferred language, else the system’s, else English', () => {
  expect(spokenLanguage('system', 'de-AT')).toBe('de');
  expect(spokenLanguage('system', 'fr-FR')).toBe('en');
  expect(spokenLanguage('system', 'den')).toBe('en');
  expect(spokenLanguage('en', 'de-DE')).toBe('en');
});

test('wordsIn has the same keys in both languages', () => {
  expect(wordsIn('en')('dialog.documents')).toBe('Documents');
  expect(wordsIn('de')('dialog.documents')).toBe('Dokumente');
});

test('speechOf adds the system’s region, for numbers and times', () => {
  expect(speechOf('system', 'de-DE', 'AT')).toEqual({ language: 'de', locale: 'de-AT' });
  expect(speechOf('en', 'de-DE', 'DE')).toEqual({ language: 'en', locale: 'en-DE' });
  expect(speechOf('system', 'fr', '')).toEqual({ language: 'en', locale: 'en' });
});
