import type { i18n as I18n, TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { createFormat, type Format } from './format.ts';

export interface Words {
  readonly t: TFunction;
  readonly format: Format;
}

/** The same outside of components: what to call for those of the language that is in use then. */
export function wordsOf(i18n: I18n): () => Words {
  let kept: { readonly language: string; readonly words: Words } | null = null;
  return () => {
    const { language, t } = i18n;
    if (kept?.language !== language) kept = { language, words: { t, format: createFormat(language, t) } };
    return kept.words;
  };
}

/** The words and number formats of the language in use. */
export function useWords(): Words {
  const { t, i18n } = useTranslation();
  return useMemo(() => ({ t, format: createFormat(i18n.language, t) }), [t, i18n.language]);
}
