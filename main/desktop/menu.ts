import { Menu } from 'electron';
import type { LanguageControl } from './language.ts';
import { type MenuActions, menuTemplate } from './menu-template.ts';

/** The app's menu, in the language that is spoken. Beside macOS it shows when Alt is pressed. */
export function setupMenu(language: LanguageControl, actions: MenuActions): void {
  const make = () => {
    const template = menuTemplate(process.platform, language.words, actions);
    Menu.setApplicationMenu(Menu.buildFromTemplate(template));
  };
  language.follow(make);
  make();
}
