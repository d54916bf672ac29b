import type { PreferencesControl } from '../settings/preferences.ts';
import type { SettingsFile } from '../settings/settings.ts';
import { DropWindow, type DropWindowOptions } from './drop-window.ts';

/** The drop window, not open yet. On a Mac, files are dropped on the icons in dock and menu bar instead. */
export function makeDropWindow(
  options: Pick<DropWindowOptions, 'outFolder' | 'log'> & {
    readonly settings: SettingsFile;
    readonly preferences: PreferencesControl;
  },
): DropWindow {
  const { outFolder, log, settings, preferences } = options;
  return new DropWindow({
    outFolder,
    log,
    keptPlace: () => settings.read().dropWindowPlace,
    keepPlace: (dropWindowPlace) => settings.write({ dropWindowPlace }),
    dismissed: () => preferences.change({ dropWindow: false }),
  });
}

/** Opens and closes it as the person prefers. */
export function setupDropWindow(window: DropWindow, preferences: PreferencesControl): void {
  if (process.platform === 'darwin') return;
  preferences.follow(({ dropWindow }) => window.want(dropWindow));
}
