import { join } from 'node:path';
import { Menu, type MenuItemConstructorOptions, Tray } from 'electron';
import { MenuUpdater } from './menu-updater.ts';
import { iconFile } from './tray-image.ts';
import type { TrayAction, TrayEntry } from './tray-menu.ts';
import type { TrayView } from './tray-view.ts';

/** Hoist's icon in the system's tray or menu bar. Only what differs from what it shows is changed. */
export class TrayIcon {
  readonly #tray: Tray;
  readonly #iconFolder: string;
  readonly #wanted: (wish: TrayAction) => void;
  readonly #menu = new MenuUpdater<readonly TrayEntry[]>((entries) => this.#changeMenu(entries));
  #shown: TrayView;

  /**
   * @param options.iconFolder holds the drawn icons
   * @param options.dropped absolute paths that were dropped on it, which only macOS tells
   * @throws where the icon cannot be read
   */
  constructor(options: {
    iconFolder: string;
    view: TrayView;
    wanted: (wish: TrayAction) => void;
    dropped: (paths: readonly string[]) => void;
  }) {
    const { iconFolder, view, wanted, dropped } = options;
    this.#iconFolder = iconFolder;
    this.#wanted = wanted;
    this.#tray = new Tray(this.#pathOf(view));
    this.#shown = view;
    this.#tray.setToolTip(view.tip);
    this.#setTitle(view.title);
    this.#setMenu(view.menu);
    if (process.platform === 'darwin') {
      // A click opens the menu there, as for every other icon in the menu bar.
      this.#tray.on('drop-files', (_event, paths) => dropped(paths));
    } else this.#tray.on('click', () => wanted({ wish: 'open' }));
  }

  show(view: TrayView): void {
    const shown = this.#shown;
    if (view.look !== shown.look) this.#tray.setImage(this.#pathOf(view));
    if (view.tip !== shown.tip) this.#tray.setToolTip(view.tip);
    if (view.title !== shown.title) this.#setTitle(view.title);
    this.#shown = { ...view, menu: shown.menu };
    this.#menu.set(view.menu);
  }

  #changeMenu(menu: readonly TrayEntry[]): void {
    if (JSON.stringify(menu) === JSON.stringify(this.#shown.menu)) return;
    this.#setMenu(menu);
    this.#shown = { ...this.#shown, menu };
  }

  #setMenu(entries: readonly TrayEntry[]): void {
    const menu = Menu.buildFromTemplate(entries.map((entry) => this.#template(entry)));
    // Linux' panels draw their own copy of the menu, and do not tell when they close it.
    if (process.platform !== 'linux') {
      menu.on('menu-will-show', () => this.#menu.opened());
      // The click that closes it comes after this.
      menu.on('menu-will-close', () => setImmediate(() => this.#menu.closed()));
    }
    this.#tray.setContextMenu(menu);
  }

  #template(entry: TrayEntry): MenuItemConstructorOptions {
    switch (entry.kind) {
      case 'line':
        return { type: 'separator' };
      case 'words':
        return { label: entry.label, enabled: false };
      case 'action':
        return { label: entry.label, click: () => this.#wanted(entry.does) };
      case 'menu':
        return { label: entry.label, submenu: entry.entries.map((each) => this.#template(each)) };
    }
  }

  #setTitle(title: string): void {
    // In digits of one width, or the whole menu bar would tremble.
    if (process.platform === 'darwin') this.#tray.setTitle(title, { fontType: 'monospacedDigit' });
  }

  #pathOf({ look }: TrayView): string {
    return join(this.#iconFolder, iconFile(look, process.platform));
  }
}
