import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { createFormat, type Format } from './format.ts';

export interface Words {
  readonly t: TFunction;
  readonly format: Format;
}

/** The words and number formats of the language in use. */
export function useWords(): Words {
  const { t, i18n } = useTranslation();
  return useMemo(() => ({ t, format: createFormat(i18n.language, t) }), [t, i18n.language]);
}
