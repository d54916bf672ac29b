import type { AppScreen } from '../../../preload/contract/contract.ts';
import type { TranslationKey } from '../shell/i18n.ts';

/** The window's screens as the menus name them, in this order; a screen that is missing does not compile. */
const ALL = {
  queue: { label: 'menu.queue', accelerator: 'CommandOrControl+1' },
  folders: { label: 'menu.folders', accelerator: 'CommandOrControl+2' },
  history: { label: 'menu.history', accelerator: 'CommandOrControl+3' },
  library: { label: 'menu.library', accelerator: 'CommandOrControl+4' },
  settings: { label: 'menu.settings', accelerator: 'CommandOrControl+,' },
} as const satisfies Record<AppScreen, { readonly label: TranslationKey; readonly accelerator: string }>;

export interface MenuScreen {
  readonly screen: AppScreen;
  readonly label: TranslationKey;
  readonly accelerator: string;
}

export const SCREENS: readonly MenuScreen[] = (Object.keys(ALL) as AppScreen[]).map((screen) => ({
  screen,
  ...ALL[screen],
}));
