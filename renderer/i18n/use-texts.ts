import type { i18n as I18n, TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { createFormat, type Format } from './format.ts';

export interface Texts {
  readonly t: TFunction;
  readonly format: Format;
}

/** The same outside of components: what to call for those of the language that is in use then. */
export function textsOf(i18n: I18n): () => Texts {
  let kept: { readonly language: string; readonly texts: Texts } | null = null;
  return () => {
    const { language, t } = i18n;
    if (kept?.language !== language) kept = { language, texts: { t, format: createFormat(language, t) } };
    return kept.texts;
  };
}

/** The words and number formats of the language in use. */
export function useTexts(): Texts {
  const { t, i18n } = useTranslation();
  return useMemo(() => ({ t, format: createFormat(i18n.language, t) }), [t, i18n.language]);
}
