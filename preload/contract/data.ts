/** The part of contract.ts about the app itself and its data. */

import type { Call } from './channel.ts';

export interface AboutApp {
  readonly version: string;
  /** Where settings, queue and history lie. */
  readonly dataFolder: string;
}

export interface DataCalls {
  about: Call<'data:about', () => AboutApp>;
  /** Opens the data folder in the file manager. */
  showDataFolder: Call<'data:show-folder', () => void>;
  /** Opens the log's folder in the file manager and selects the log. */
  showLog: Call<'data:show-log', () => void>;
  /** Shows in a dialog what Hoist is made of, and offers the licences. */
  showAbout: Call<'data:show-about', () => void>;
  /** Offers a report in a dialog and writes it where the person says. Resolves after that. */
  reportProblem: Call<'data:report-problem', () => void>;
  /**
   * Resets all settings, once the person has said yes in a dialog outside of the window. Uploads, history and watched
   * folders stay.
   * @returns whether the person said yes
   */
  resetSettings: Call<'data:reset', () => boolean>;
}
