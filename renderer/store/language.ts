import type { i18n } from 'i18next';
import type { HoistApi } from '../../preload/contract/contract.ts';
import { mirrorState } from './mirror-state.ts';

/** Lets the window speak as the main process says, from now on. Resolves once it has said so for the first time. */
export function followLanguage(api: HoistApi, texts: i18n): Promise<void> {
  return new Promise((resolve) => {
    mirrorState({
      ask: () => api.language(),
      listen: api.onLanguage.bind(api),
      set: ({ language, locale }) => {
        document.documentElement.lang = language;
        void texts.changeLanguage(locale).then(() => resolve());
      },
    });
  });
}
