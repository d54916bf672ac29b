import { app } from 'electron';
import type { ChannelOf, LanguageCalls, Speech } from '../../../preload/contract/contract.ts';
import { speechOf, type Translations, wordsIn } from '../shell/i18n.ts';
import type { Ipc } from '../shell/ipc.ts';
import type { PreferencesControl } from './preferences.ts';

/** The present language. Whoever shows texts made earlier subscribes to changes. */
export class LanguageControl {
  readonly #preferences: PreferencesControl;
  readonly #listeners: ((speech: Speech) => void)[] = [];

  constructor(preferences: PreferencesControl) {
    this.#preferences = preferences;
    preferences.subscribe((now, before) => {
      if (before === null || before.language === now.language) return;
      for (const listener of this.#listeners) listener(this.now);
    });
  }

  get now(): Speech {
    return speechOf(this.#preferences.now.language, app.getLocale(), app.getLocaleCountryCode());
  }

  get translations(): Translations {
    return wordsIn(this.now.language);
  }

  /** Calls `listener` at each change. */
  subscribe(listener: (speech: Speech) => void): void {
    this.#listeners.push(listener);
  }
}

/** Gives the windows the language. */
export function setupLanguage({ ipc, language }: { ipc: Ipc; language: LanguageControl }): void {
  language.subscribe((speech) => ipc.pushToAll('language:changed', speech));
  ipc.serve<ChannelOf<LanguageCalls>>({ 'language:get': { payload: [], handle: () => language.now } });
}
