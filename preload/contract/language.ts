/** The part of contract.ts about the language. */

import type { Call, Push } from './channel.ts';

/** What the preference for a language comes to on this computer. */
export interface Speech {
  readonly language: 'en' | 'de';
  /** The language with the system's region, such as `de-AT`: numbers and times are written as that region does. */
  readonly locale: string;
}

export interface LanguageCalls {
  language: Call<'language:get', () => Speech>;
}

export interface LanguageEvents {
  onLanguage: Push<'language:changed', (speech: Speech) => void>;
}
