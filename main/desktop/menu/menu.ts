import { type BrowserWindow, Menu } from 'electron';
import type { LanguageControl } from '../settings/language.ts';
import { type MenuActions, menuTemplate } from './menu-template.ts';

/**
 * The app's menu, in the language that is spoken. Beside macOS it shows when Alt is pressed.
 * @param dropWindow has no menu. Electron gives each new menu to every open window (`lib/browser/api/menu.ts`), so it
 *   is taken away again.
 */
export function setupMenu(
  language: LanguageControl,
  dropWindow: () => BrowserWindow | null,
  actions: MenuActions,
): void {
  const make = () => {
    const template = menuTemplate(process.platform, language.words, actions);
    Menu.setApplicationMenu(Menu.buildFromTemplate(template));
    dropWindow()?.removeMenu();
  };
  language.follow(make);
  make();
}
