/** The modules `Menu` and `MenuItem`: the application menu as data. Nothing shows it; a test clicks its items. */
import { notImplemented, StrictEmitter, StrictObject } from '../strict.ts';
import { windows } from '../window/registry.ts';

type Options = Electron.MenuItemConstructorOptions;
type ItemMembers = Pick<Electron.MenuItem, 'id' | 'type' | 'enabled' | 'visible' | 'checked' | 'label'>;

/** The labels that Electron gives to roles that name none, as far as apps of one window use them. */
const roleLabels: Partial<Record<string, string>> = {
  about: 'About',
  close: 'Close Window',
  copy: 'Copy',
  cut: 'Cut',
  delete: 'Delete',
  editmenu: 'Edit',
  filemenu: 'File',
  forcereload: 'Force Reload',
  help: 'Help',
  minimize: 'Minimize',
  paste: 'Paste',
  pasteandmatchstyle: 'Paste and Match Style',
  quit: 'Quit',
  redo: 'Redo',
  reload: 'Reload',
  resetzoom: 'Actual Size',
  selectall: 'Select All',
  toggledevtools: 'Toggle Developer Tools',
  togglefullscreen: 'Toggle Full Screen',
  undo: 'Undo',
  viewmenu: 'View',
  windowmenu: 'Window',
  zoomin: 'Zoom In',
  zoomout: 'Zoom Out',
};

export class MenuItem extends StrictObject implements ItemMembers {
  id: string;
  readonly type: NonNullable<Options['type']>;
  readonly role: Options['role'];
  readonly accelerator: Options['accelerator'];
  readonly submenu: Menu | undefined;
  label: string;
  enabled: boolean;
  visible: boolean;
  checked: boolean;
  readonly click: (event?: object, window?: unknown, contents?: unknown) => void;

  constructor(options: Options) {
    super('MenuItem');
    const { submenu, click, role } = options;
    this.id = options.id ?? '';
    this.role = role;
    this.type = options.type ?? (submenu ? 'submenu' : 'normal');
    this.label = options.label ?? roleLabels[role?.toLowerCase() ?? ''] ?? '';
    this.accelerator = options.accelerator;
    this.enabled = options.enabled ?? true;
    this.visible = options.visible ?? true;
    this.checked = options.checked ?? false;
    this.submenu = Array.isArray(submenu)
      ? Menu.buildFromTemplate(submenu)
      : (submenu as unknown as Menu | undefined);
    this.click = (event = {}, window, contents) => {
      if (!this.enabled) return;
      if (this.type === 'checkbox') this.checked = !this.checked;
      if (!click && role) throw notImplemented(`MenuItem.click of role '${role}'`);
      click?.(
        this as unknown as Electron.MenuItem,
        window as Electron.BrowserWindow,
        event as Electron.KeyboardEvent,
      );
      void contents;
    };
  }
}

export class Menu extends StrictEmitter {
  readonly items: MenuItem[] = [];

  constructor() {
    super('Menu');
  }

  static buildFromTemplate(template: readonly (Options | MenuItem | Electron.MenuItem)[]): Menu {
    if (!Array.isArray(template))
      throw new TypeError('Invalid template for Menu: Menu template must be an array');
    const menu = new Menu();
    for (const entry of template)
      menu.append(entry instanceof MenuItem ? entry : new MenuItem(entry as Options));
    return menu;
  }

  static setApplicationMenu(menu: Menu | null): void {
    applicationMenu = menu;
    for (const window of windows.all()) window.setMenu(menu as Electron.Menu | null);
  }

  static getApplicationMenu(): Menu | null {
    return applicationMenu;
  }

  append(item: MenuItem): void {
    this.insert(this.items.length, item);
  }

  insert(position: number, item: MenuItem): void {
    this.items.splice(position, 0, item);
  }

  getMenuItemById(id: string): MenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id);
      if (found) return found;
    }
    return null;
  }
}

let applicationMenu: Menu | null = null;
