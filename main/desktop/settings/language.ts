import { app } from 'electron';
import type { Speech } from '../../../preload/contract/contract.ts';
import { speechOf, type Translations, wordsIn } from '../shell/i18n.ts';
import type { PreferencesControl } from './preferences.ts';

/** The language that Hoist speaks now. Whoever shows texts that it has made before follows it. */
export class LanguageControl {
  readonly #preferences: PreferencesControl;
  readonly #listeners: ((speech: Speech) => void)[] = [];

  constructor(preferences: PreferencesControl) {
    this.#preferences = preferences;
    preferences.follow((now, before) => {
      if (before === null || before.language === now.language) return;
      for (const listener of this.#listeners) listener(this.now);
    });
  }

  get now(): Speech {
    return speechOf(this.#preferences.now.language, app.getLocale(), app.getLocaleCountryCode());
  }

  get words(): Translations {
    return wordsIn(this.now.language);
  }

  /** Calls `listener` at each change. */
  follow(listener: (speech: Speech) => void): void {
    this.#listeners.push(listener);
  }
}
