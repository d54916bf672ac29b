import { join } from 'node:path';
import { Menu, type MenuItemConstructorOptions, Tray } from 'electron';
import { MenuUpdater } from './menu-updater.ts';
import { iconFile } from './tray-image.ts';
import type { TrayAction, TrayEntry } from './tray-menu.ts';
import type { TrayView } from './tray-view.ts';

/** Hoist's icon in the system's tray or menu bar. `show` changes only what differs. */
export class TrayIcon {
  readonly #tray: Tray;
  readonly #iconFolder: string;
  readonly #perform: (action: TrayAction) => void;
  readonly #menu = new MenuUpdater<readonly TrayEntry[]>((entries) => this.#changeMenu(entries));
  #shown: TrayView;

  /**
   * @param options.iconFolder holds the drawn icons
   * @param options.dropped called with absolute paths that were dropped on the icon; only on macOS
   * @throws where the icon cannot be read
   */
  constructor(options: {
    iconFolder: string;
    view: TrayView;
    perform: (action: TrayAction) => void;
    dropped: (paths: readonly string[]) => void;
  }) {
    const { iconFolder, view, perform, dropped } = options;
    this.#iconFolder = iconFolder;
    this.#perform = perform;
    this.#tray = new Tray(this.#pathOf(view));
    this.#shown = view;
    this.#tray.setToolTip(view.tip);
    this.#setTitle(view.title);
    this.#setMenu(view.menu);
    if (process.platform === 'darwin') {
      // A click opens the menu there, as for all icons in the menu bar.
      this.#tray.on('drop-files', (_event, paths) => dropped(paths));
    } else this.#tray.on('click', () => perform({ type: 'open' }));
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
    // Linux panels draw their own copy of the menu and do not report when they close it.
    if (process.platform !== 'linux') {
      menu.on('menu-will-show', () => this.#menu.markOpen());
      // The click that closes the menu comes after this event.
      menu.on('menu-will-close', () => setImmediate(() => this.#menu.markClosed()));
    }
    this.#tray.setContextMenu(menu);
  }

  #template(entry: TrayEntry): MenuItemConstructorOptions {
    switch (entry.kind) {
      case 'line':
        return { type: 'separator' };
      case 'text':
        return { label: entry.label, enabled: false };
      case 'action':
        return { label: entry.label, click: () => this.#perform(entry.does) };
      case 'menu':
        return { label: entry.label, submenu: entry.entries.map((each) => this.#template(each)) };
    }
  }

  #setTitle(title: string): void {
    // Digits of one width keep the menu bar from moving.
    if (process.platform === 'darwin') this.#tray.setTitle(title, { fontType: 'monospacedDigit' });
  }

  #pathOf({ look }: TrayView): string {
    return join(this.#iconFolder, iconFile(look, process.platform));
  }
}
