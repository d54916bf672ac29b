import type { MenuItemConstructorOptions as Item } from 'electron';
import type { AppScreen } from '../../../preload/contract/contract.ts';
import type { TranslationKey, Translations } from '../shell/i18n.ts';

/** The actions of the menu's own items. The system performs the others. */
export interface MenuActions {
  readonly choose: (what: 'files' | 'folder') => void;
  readonly uploadClipboard: () => void;
  readonly show: (screen: AppScreen) => void;
  readonly about: () => void;
  readonly showLog: () => void;
  readonly reportProblem: () => void;
  readonly quit: () => void;
}

/** The window's screens as the menus name them, in this order. A missing screen does not compile. */
const ALL = {
  queue: { label: 'menu.queue', accelerator: 'CommandOrControl+1' },
  folders: { label: 'menu.folders', accelerator: 'CommandOrControl+2' },
  history: { label: 'menu.history', accelerator: 'CommandOrControl+3' },
  library: { label: 'menu.library', accelerator: 'CommandOrControl+4' },
  settings: { label: 'menu.settings', accelerator: 'CommandOrControl+,' },
} as const satisfies Record<AppScreen, { readonly label: TranslationKey; readonly accelerator: string }>;

interface MenuScreen {
  readonly screen: AppScreen;
  readonly label: TranslationKey;
  readonly accelerator: string;
}

export const SCREENS: readonly MenuScreen[] = (Object.keys(ALL) as AppScreen[]).map((screen) => ({
  screen,
  ...ALL[screen],
}));

const LINE: Item = { type: 'separator' };

/**
 * The app's menu, with the entries that each system's own programs have. Electron names its roles in English alone, so
 * this file names them.
 */
export function menuTemplate(platform: NodeJS.Platform, t: Translations, actions: MenuActions): Item[] {
  const menu = { platform, t, actions };
  const menus = [fileMenu(menu), editMenu(menu), viewMenu(menu), windowMenu(menu), helpMenu(menu)];
  return platform === 'darwin' ? [appMenu(menu), ...menus] : menus;
}

interface Making {
  readonly platform: NodeJS.Platform;
  readonly t: Translations;
  readonly actions: MenuActions;
}

/** The menu with the app's name, only on macOS. */
function appMenu(making: Making): Item {
  const { t } = making;
  return {
    label: 'Hoist',
    submenu: [
      about(making),
      LINE,
      ...SCREENS.filter(isSettings).map((screen) => screenItem(screen, making)),
      LINE,
      { role: 'services', label: t('menu.services') },
      LINE,
      { role: 'hide', label: t('menu.hide') },
      { role: 'hideOthers', label: t('menu.hideOthers') },
      { role: 'unhide', label: t('menu.unhide') },
      LINE,
      quit(making),
    ],
  };
}

function fileMenu(making: Making): Item {
  const { platform, t, actions } = making;
  return {
    label: t('menu.file'),
    submenu: [
      {
        id: 'choose-files',
        label: t('menu.chooseFiles'),
        accelerator: 'CommandOrControl+O',
        click: () => actions.choose('files'),
      },
      {
        id: 'choose-folder',
        label: t('menu.chooseFolder'),
        accelerator: 'CommandOrControl+Shift+O',
        click: () => actions.choose('folder'),
      },
      {
        id: 'upload-clipboard',
        label: t('menu.uploadClipboard'),
        accelerator: 'CommandOrControl+U',
        click: () => actions.uploadClipboard(),
      },
      LINE,
      { role: 'close', label: t('menu.close') },
      ...(platform === 'darwin' ? [] : [LINE, quit(making)]),
    ],
  };
}

function editMenu({ t }: Making): Item {
  return {
    label: t('menu.edit'),
    submenu: [
      { role: 'undo', label: t('menu.undo') },
      { role: 'redo', label: t('menu.redo') },
      LINE,
      { role: 'cut', label: t('menu.cut') },
      { role: 'copy', label: t('menu.copy') },
      { role: 'paste', label: t('menu.paste') },
      { role: 'selectAll', label: t('menu.selectAll') },
    ],
  };
}

function viewMenu(making: Making): Item {
  const { platform, t } = making;
  // macOS has the settings in the app's own menu.
  const screens = SCREENS.filter((screen) => platform !== 'darwin' || !isSettings(screen));
  return {
    label: t('menu.view'),
    submenu: [
      ...screens.map((screen) => screenItem(screen, making)),
      LINE,
      { role: 'resetZoom', label: t('menu.resetZoom') },
      { role: 'zoomIn', label: t('menu.zoomIn') },
      { role: 'zoomOut', label: t('menu.zoomOut') },
      LINE,
      { role: 'togglefullscreen', label: t('menu.fullScreen') },
    ],
  };
}

/** macOS adds the open windows to it. */
function windowMenu({ platform, t }: Making): Item {
  const minimise: Item = { role: 'minimize', label: t('menu.minimise') };
  const mac: Item[] = [
    minimise,
    { role: 'zoom', label: t('menu.zoom') },
    LINE,
    { role: 'front', label: t('menu.front') },
  ];
  return platform === 'darwin'
    ? { label: t('menu.window'), role: 'window', submenu: mac }
    : { label: t('menu.window'), submenu: [minimise] };
}

function helpMenu(making: Making): Item {
  const { platform, t, actions } = making;
  const items: Item[] = [
    { id: 'show-log', label: t('menu.showLog'), click: () => actions.showLog() },
    { id: 'report-problem', label: t('menu.reportProblem'), click: () => actions.reportProblem() },
    ...(platform === 'darwin' ? [] : [LINE, about(making)]),
  ];
  // The role makes macOS add its search through the menus.
  return platform === 'darwin'
    ? { label: t('menu.help'), role: 'help', submenu: items }
    : { label: t('menu.help'), submenu: items };
}

function screenItem({ screen, label, accelerator }: MenuScreen, { t, actions }: Making): Item {
  return { id: `show-${screen}`, label: t(label), accelerator, click: () => actions.show(screen) };
}

const isSettings = ({ screen }: MenuScreen): boolean => screen === 'settings';

function about({ t, actions }: Making): Item {
  return { id: 'about', label: t('menu.about'), click: () => actions.about() };
}

/** It has no role, because unfinished uploads are explained first. On Windows, Alt+F4 is its only key. */
function quit({ platform, t, actions }: Making): Item {
  return {
    id: 'quit',
    label: t(platform === 'win32' ? 'menu.exit' : 'menu.quit'),
    click: () => actions.quit(),
    ...(platform === 'win32' ? {} : { accelerator: 'CommandOrControl+Q' }),
  };
}
