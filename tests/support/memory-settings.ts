import type { Settings, SettingsFile } from '../../main/desktop/settings/settings.ts';

/**
 * Settings without a file.
 * @param kept what they hold; changes are written there
 * @param defaults what they hold of settings that `kept` lacks
 * @param fixed what they hold whatever is written
 */
export function memorySettings(
  kept: Record<string, unknown>,
  defaults: Partial<Settings>,
  fixed: Partial<Settings> = {},
): SettingsFile {
  return {
    notice: null,
    read: () => ({ ...defaults, ...kept, ...fixed }) as Settings,
    write: (change: object) => Object.assign(kept, change),
    forget: (names: readonly string[]) => {
      for (const name of names) delete kept[name];
    },
  } as unknown as SettingsFile;
}
