import type { i18n as I18n, TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { createFormat, type Format } from './format.ts';

export interface Texts {
  readonly t: TFunction;
  readonly format: Format;
}

/** @returns a function that returns the texts of the current language, for code outside of components */
export function textsOf(i18n: I18n): () => Texts {
  let kept: { readonly language: string; readonly texts: Texts } | null = null;
  return () => {
    const { language, t } = i18n;
    if (kept?.language !== language) kept = { language, texts: { t, format: createFormat(language, t) } };
    return kept.texts;
  };
}

/** @returns the texts and formats of the current language */
export function useTexts(): Texts {
  const { t, i18n } = useTranslation();
  return useMemo(() => ({ t, format: createFormat(i18n.language, t) }), [t, i18n.language]);
}
