import { join } from 'node:path';
import { Menu, type MenuItemConstructorOptions, Tray } from 'electron';
import { iconFile } from './look.ts';
import type { TrayEntry, TrayWish } from './tray-menu.ts';
import type { TrayView } from './tray-view.ts';

/** A menu that has been open for longer is taken for closed, should the system not have told. */
const OPEN_AT_MOST_MS = 60_000;

/** Hoist's icon in the system's tray or menu bar. Only what differs from what it shows is changed. */
export class TrayIcon {
  readonly #tray: Tray;
  readonly #iconFolder: string;
  readonly #wanted: (wish: TrayWish) => void;
  #shown: TrayView;
  /** What it is to show once its menu is closed. */
  #next: TrayView | null = null;
  #openSinceMs: number | null = null;

  /**
   * @param options.iconFolder holds the drawn icons
   * @param options.dropped absolute paths that were dropped on it, which only macOS tells
   * @throws where the icon cannot be read
   */
  constructor(options: {
    iconFolder: string;
    view: TrayView;
    wanted: (wish: TrayWish) => void;
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
    // One that is taken away under the pointer would be clicked in vain.
    if (this.#isOpen) this.#next = view;
    else this.#showMenu(view.menu);
  }

  #showMenu(menu: readonly TrayEntry[]): void {
    this.#next = null;
    if (JSON.stringify(menu) === JSON.stringify(this.#shown.menu)) return;
    this.#setMenu(menu);
    this.#shown = { ...this.#shown, menu };
  }

  #setMenu(entries: readonly TrayEntry[]): void {
    const menu = Menu.buildFromTemplate(entries.map((entry) => this.#template(entry)));
    // Linux' panels draw their own copy of the menu, and do not tell when they close it.
    if (process.platform !== 'linux') {
      menu.on('menu-will-show', () => {
        this.#openSinceMs = performance.now();
      });
      menu.on('menu-will-close', () => {
        this.#openSinceMs = null;
        // The click that closes it comes after this.
        setImmediate(() => {
          if (this.#next !== null && !this.#isOpen) this.#showMenu(this.#next.menu);
        });
      });
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

  get #isOpen(): boolean {
    return this.#openSinceMs !== null && performance.now() - this.#openSinceMs < OPEN_AT_MOST_MS;
  }

  #setTitle(title: string): void {
    // In digits of one width, or the whole menu bar would tremble.
    if (process.platform === 'darwin') this.#tray.setTitle(title, { fontType: 'monospacedDigit' });
  }

  #pathOf({ look }: TrayView): string {
    return join(this.#iconFolder, iconFile(look, process.platform));
  }
}
