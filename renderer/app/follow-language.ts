import type { i18n } from 'i18next';
import type { HoistApi, Speech } from '../../preload/contract/contract.ts';
import { mirrorState } from '../features/shared/state/mirror-state.ts';

/** Follows the main process's language from now on. Resolves once the first language is in use. */
export function followLanguage(api: HoistApi, texts: i18n): Promise<void> {
  return new Promise((resolve) => {
    mirrorState<Speech>({
      load: () => api.language(),
      listen: api.onLanguage.bind(api),
      set: ({ language, locale }) => {
        document.documentElement.lang = language;
        void texts.changeLanguage(locale).then(() => resolve());
      },
    });
  });
}
