import type { i18n } from 'i18next';
import type { HoistApi } from '../../preload/contract/contract.ts';
import { keepTold } from './mirror-state.ts';

/** Lets the window speak as the main process says, from now on. Resolves once it has said so for the first time. */
export function followLanguage(api: HoistApi, words: i18n): Promise<void> {
  return new Promise((resolve) => {
    keepTold({
      ask: () => api.language(),
      listen: api.onLanguage.bind(api),
      set: ({ language, locale }) => {
        document.documentElement.lang = language;
        void words.changeLanguage(locale).then(() => resolve());
      },
    });
  });
}
