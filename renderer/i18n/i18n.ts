import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import messagesDe from '../../main/core/model/locales/de.json';
import messagesEn from '../../main/core/model/locales/en.json';
import de from './de.json';
import en from './en.json';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof en & { message: typeof messagesEn } };
  }
}

/**
 * React escapes text, and the texts are bundled, so they are ready at once.
 * @param locale a language, with or without a region: `de-AT` uses the texts of `de`
 */
export function createI18n(locale = 'en'): i18n {
  const instance = i18next.createInstance();
  void instance.use(initReactI18next).init({
    lng: locale,
    fallbackLng: 'en',
    resources: {
      en: { translation: { ...en, message: messagesEn } },
      de: { translation: { ...de, message: messagesDe } },
    },
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  return instance;
}
