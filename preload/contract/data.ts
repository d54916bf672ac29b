/** The part of contract.ts that is about the app itself and what it keeps. The window takes it from there. */

export interface AboutApp {
  readonly version: string;
  /** Where settings, queue and history lie. */
  readonly dataFolder: string;
}

export interface DataCalls {
  'data:about': () => AboutApp;
  /** Opens the data folder in the file manager. */
  'data:show-folder': () => void;
  /** Shows the log, selected in its folder, in the file manager. */
  'data:show-log': () => void;
  /** Says in a dialog what Hoist is made of, and shows the licences to whoever wants them. */
  'data:show-about': () => void;
  /** Offers a report in a dialog, and writes it where the person says; ends with that. */
  'data:report-problem': () => void;
  /**
   * Takes all settings back to those of the first day, once the person has said yes to a question outside of the
   * window. Uploads, history and watched folders stay. Answers whether they did.
   */
  'data:reset': () => boolean;
}

export interface DataApi {
  about(): Promise<AboutApp>;
  showDataFolder(): Promise<void>;
  showLog(): Promise<void>;
  showAbout(): Promise<void>;
  reportProblem(): Promise<void>;
  resetSettings(): Promise<boolean>;
}
