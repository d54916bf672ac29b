import type { TFunction } from 'i18next';
import type { HoistApi, Preferences } from '../../preload/contract/contract.ts';
import type { PreferencesStore } from './preferences.ts';
import type { ViewStore } from './view.ts';
import { createErrorToasts } from './with-error-toast.ts';

export type SettingsActions = ReturnType<typeof createSettingsActions>;

/** What a person can change beside the connection. */
export function createSettingsActions(
  api: HoistApi,
  { preferences, view }: { readonly preferences: PreferencesStore; readonly view: ViewStore },
  t: TFunction,
) {
  const attempt = createErrorToasts(view, t);
  return {
    /** Answers whether it was kept. */
    async change(change: Partial<Preferences>): Promise<boolean> {
      const next = await attempt('preference', () => api.changePreferences(change));
      if (next) preferences.set(next);
      return next !== null;
    },
    /** Each answers how it is now, or null where it could not be changed. */
    setStartAtLogin: (isOn: boolean) => attempt('preference', () => api.setStartAtLogin(isOn)),
    setSendTo: (isOn: boolean) => attempt('preference', () => api.setSendTo(isOn)),
    recordShortcut: (isRecording: boolean) => attempt('preference', () => api.recordShortcut(isRecording)),
    async showFolder() {
      await attempt('showFolder', () => api.showDataFolder());
    },
    async showLog() {
      await attempt('showLog', () => api.showLog());
    },
    async showAbout() {
      await attempt('about', () => api.showAbout());
    },
    async reportProblem() {
      await attempt('report', () => api.reportProblem());
    },
    /** The main process asks the person; a no leaves all as it is. */
    async reset() {
      const isReset = await attempt('preference', () => api.resetSettings());
      if (!isReset) return;
      view.show('auto');
      view.toast(t('settings.resetDone'));
    },
  };
}
