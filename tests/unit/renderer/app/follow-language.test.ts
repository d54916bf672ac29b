// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { followLanguage } from '../../../../renderer/app/follow-language.ts';
import { createI18n } from '../../../../renderer/i18n/i18n.ts';
import { FakeHoist } from '../fake-hoist.ts';

test("the window uses the main process's language, at the start and after each change", async () => {
  const api = new FakeHoist();
  const i18n = createI18n();
  await followLanguage(api, i18n);
  // As the stores keep it: what they say later is in the language of then.
  const { t } = i18n;
  expect([t('nav.queue'), document.documentElement.lang]).toEqual(['Queue', 'en']);
  api.speak({ language: 'de', locale: 'de-AT' });
  await expect.poll(() => t('nav.queue')).toBe('Warteschlange');
  expect(t('settings.saved')).toBe('Einstellungen gespeichert');
  expect(document.documentElement.lang).toBe('de');
});
