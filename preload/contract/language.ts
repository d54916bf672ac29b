/** The part of contract.ts that is about the language. The window takes it from there. */

/** What the preference for a language comes to on this computer. */
export interface Speech {
  readonly language: 'en' | 'de';
  /** The language with the system's region, such as `de-AT`: numbers and times are written as that region does. */
  readonly locale: string;
}

export interface LanguageCalls {
  'language:get': () => Speech;
}

export interface LanguageEvents {
  'language:changed': Speech;
}

export interface LanguageApi {
  language(): Promise<Speech>;
  onLanguage(listener: (speech: Speech) => void): () => void;
}
