import { app as electronApp } from 'electron';
import type { ParsedPolicy } from '../../core/policy/policy.ts';
import { readPolicy, systemPolicyPlace } from '../../core/policy/read-policy.ts';
import { keepForgetting } from '../../core/store/forgetting.ts';
import { SqliteStore } from '../../core/store/sqlite-store.ts';
import { systemClock } from '../../core/util/clock.ts';
import type { Translations } from '../shell/i18n.ts';
import type { HoistWindow, Ipc } from '../shell/ipc.ts';
import type { Log } from '../shell/log.ts';
import { FileDialogs } from './file-dialogs.ts';
import { LanguageControl, setupLanguage } from './language.ts';
import { OneTimeHints } from './one-time-hints.ts';
import { setupOrganisation } from './organisation.ts';
import { PreferencesControl, setupPreferences } from './preferences.ts';
import { SettingsFile } from './settings.ts';

/** What Hoist keeps in its data folder. */
export interface OpenData {
  readonly store: SqliteStore;
  readonly organisation: ParsedPolicy;
  readonly settings: SettingsFile;
  readonly preferences: PreferencesControl;
  readonly language: LanguageControl;
  readonly hints: OneTimeHints;
  /** The desktop's texts in the present language. */
  readonly translations: () => Translations;
}

/**
 * Opens the database and the settings, and forgets old receipts for as long as Hoist runs.
 * @throws {StoreError} where the database cannot be used
 */
export function openData(quit: { onClose(close: () => void): void }): OpenData {
  const store = new SqliteStore(electronApp.getPath('userData'), Date.now());
  quit.onClose(() => store.close());
  const organisation = readPolicy(systemPolicyPlace());
  const { policy } = organisation;
  const settings = new SettingsFile(policy);
  quit.onClose(keepForgetting(store, () => settings.read().historyDays, systemClock));
  const preferences = new PreferencesControl(settings, Object.keys(policy.locked));
  const language = new LanguageControl(preferences);
  const hints = new OneTimeHints(settings);
  return {
    store,
    organisation,
    settings,
    preferences,
    language,
    hints,
    translations: () => language.translations,
  };
}

/**
 * Lets the windows read and change the settings.
 * @returns the dialogs for files, which remember their folders in the settings
 */
export function setupSettings(
  app: Omit<OpenData, 'store'> & { readonly ipc: Ipc; readonly log: Log; readonly mainWindow: HoistWindow },
): FileDialogs {
  setupOrganisation(app);
  setupPreferences(app);
  setupLanguage(app);
  return new FileDialogs(app.settings, app.mainWindow);
}
