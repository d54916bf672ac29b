import { Menu } from 'electron';
import type { AddActions } from '../add/add-actions.ts';
import type { Help } from '../report/setup-report.ts';
import type { LanguageControl } from '../settings/language.ts';
import type { HoistWindow } from '../shell/ipc.ts';
import type { CloseBehavior } from '../windows/close-behavior.ts';
import type { Navigation } from '../windows/navigation.ts';
import { type MenuActions, menuTemplate } from './menu-template.ts';

export interface MenuOptions {
  readonly language: LanguageControl;
  readonly addActions: AddActions;
  readonly navigation: Navigation;
  readonly help: Help;
  readonly closeBehavior: CloseBehavior;
  readonly dropWindow: HoistWindow;
}

/** The app's menu, in the present language. Beside macOS it shows when Alt is pressed. */
export function setupMenu(app: MenuOptions): void {
  const { language, dropWindow } = app;
  const actions = actionsOf(app);
  const make = () => {
    const template = menuTemplate(process.platform, language.translations, actions);
    Menu.setApplicationMenu(Menu.buildFromTemplate(template));
    // Electron gives each new menu to every open window (`lib/browser/api/menu.ts`).
    dropWindow.current?.removeMenu();
  };
  language.subscribe(make);
  make();
}

function actionsOf({ addActions, navigation, help, closeBehavior }: MenuOptions): MenuActions {
  return {
    choose: (what) => void addActions.choose(what),
    uploadClipboard: () => void addActions.uploadClipboard(),
    show: (screen) => navigation.go({ screen, uploadId: null }),
    about: () => void help.about(),
    showLog: () => void help.showLog(),
    reportProblem: () => void help.report(),
    quit: () => void closeBehavior.quit(),
  };
}
