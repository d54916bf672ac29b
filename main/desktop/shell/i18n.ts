import i18next from 'i18next';
import type { Language, Speech } from '../../../preload/contract/contract.ts';
import de from './locales/de.json' with { type: 'json' };
import en from './locales/en.json' with { type: 'json' };

type Singular<K extends string> = K extends `${infer Name}_${'one' | 'other'}` ? Name : K;
type Paths<T, Before extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${Before}${Singular<K>}` : Paths<T[K], `${Before}${K}.`>;
}[keyof T & string];

/** A text of the desktop's own (menus, dialogs, notifications), by its path in locales/en.json without `_one`. */
export type TranslationKey = Paths<typeof en>;

/** `count` among the values chooses the plural form. */
export type Translations = (
  key: TranslationKey,
  values?: Readonly<Record<string, string | number>>,
) => string;

/** @returns the language for a preference on a system of this locale, such as `de-AT` */
export function spokenLanguage(preferred: Language, systemLocale: string): 'en' | 'de' {
  if (preferred !== 'system') return preferred;
  return /^de\b/i.test(systemLocale) ? 'de' : 'en';
}

/**
 * Adds the system's region to that language.
 * @param country the region's code, or `''` where it is unknown
 */
export function speechOf(preferred: Language, systemLocale: string, country: string): Speech {
  const language = spokenLanguage(preferred, systemLocale);
  return { language, locale: /^[A-Z]{2}$/.test(country) ? `${language}-${country}` : language };
}

const texts = i18next.createInstance();
void texts.init({
  fallbackLng: 'en',
  resources: { en: { translation: en }, de: { translation: de } },
  interpolation: { escapeValue: false },
  initAsync: false,
});

/** @returns the desktop's texts in that language */
export function wordsIn(language: 'en' | 'de'): Translations {
  const t = texts.getFixedT(language);
  return (key, values) => String(t(key as never, { ...values } as never));
}
