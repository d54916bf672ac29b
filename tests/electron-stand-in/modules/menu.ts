/**
 * The modules `Menu` and `MenuItem`: the application menu as data. Nothing shows it; a test clicks its items. Source:
 * Electron's lib/browser/api/menu.ts and menu-item.ts.
 */
import { notImplemented, StrictEmitter, StrictObject } from '../strict.ts';
import { windows } from '../window/registry.ts';
import { roleOf, runRole } from './menu-roles.ts';

type Options = Electron.MenuItemConstructorOptions;
type Type = NonNullable<Options['type']>;
type ItemMembers = Pick<Electron.MenuItem, 'id' | 'type' | 'enabled' | 'visible' | 'checked' | 'label'>;

const types: readonly string[] = [
  ...(['normal', 'separator', 'submenu', 'checkbox', 'radio', 'header', 'palette'] satisfies Type[]),
];
const positions = ['before', 'after', 'beforeGroupContaining', 'afterGroupContaining'] as const;
let lastCommand = 0;

export class MenuItem extends StrictObject implements ItemMembers {
  id: string;
  readonly type: Type;
  readonly role: string | undefined;
  readonly accelerator: string | undefined;
  readonly submenu: Menu | undefined;
  readonly registerAccelerator: boolean;
  readonly commandId = ++lastCommand;
  label: string;
  enabled: boolean;
  visible: boolean;
  /** Electron runs it for a disabled item as well: only the system's own menu keeps people from clicking that. */
  readonly click: (event?: object, window?: unknown, contents?: unknown) => void;
  #checked: boolean;
  /** The items of which only one is checked, itself among them. */
  #group: readonly MenuItem[] = [this];

  constructor(options: Options) {
    super('MenuItem');
    for (const name of positions) if (options[name]) throw notImplemented(`MenuItem option ${name}`);
    this.role = options.role?.toLowerCase();
    const role = roleOf(this.role);
    const submenu = options.submenu ?? role?.submenu;
    this.submenu = Array.isArray(submenu)
      ? Menu.buildFromTemplate(submenu)
      : (submenu as unknown as Menu | undefined);
    this.type = options.type ?? (this.submenu ? 'submenu' : 'normal');
    if (this.type === 'submenu' && !(this.submenu instanceof Menu)) throw new Error('Invalid submenu');
    if (!types.includes(this.type)) throw new Error(`Unknown menu item type: ${this.type}`);
    this.id = options.id ?? '';
    this.label = options.label ?? role?.label ?? '';
    this.accelerator = options.accelerator ?? role?.accelerator;
    this.registerAccelerator = options.registerAccelerator ?? role?.registerAccelerator ?? true;
    this.enabled = options.enabled ?? true;
    this.visible = options.visible ?? true;
    this.#checked = options.checked ?? false;
    this.click = (event = {}, window, contents) => {
      if (this.type === 'checkbox' || this.type === 'radio') this.checked = !this.checked;
      const [focused, page] = [window as Electron.BrowserWindow, contents as Electron.WebContents];
      if (runRole(role, focused, page)) return;
      options.click?.(this as unknown as Electron.MenuItem, focused, event as Electron.KeyboardEvent);
    };
  }

  get checked(): boolean {
    return this.#checked;
  }

  /** A radio item becomes checked whatever it is set to, and the others of its group cease to be. */
  set checked(checked: boolean) {
    if (this.type === 'radio') for (const other of this.#group) other.#checked = other === this;
    else this.#checked = checked;
  }

  /** Not Electron's: called by the menu that it comes into. */
  joinGroup(group: readonly MenuItem[]): void {
    this.#group = group;
  }
}

export class Menu extends StrictEmitter {
  readonly items: MenuItem[] = [];

  constructor() {
    super('Menu', ['menu-will-show', 'menu-will-close']);
  }

  static buildFromTemplate(template: readonly (Options | MenuItem | Electron.MenuItem)[]): Menu {
    if (!Array.isArray(template))
      throw new TypeError('Invalid template for Menu: Menu template must be an array');
    if (!template.every(isValid))
      throw new TypeError('Invalid template for MenuItem: must have at least one of label, role or type');
    const menu = new Menu();
    for (const entry of withoutExtraSeparators(template))
      menu.append(entry instanceof MenuItem ? entry : new MenuItem(entry as Options));
    return menu;
  }

  static setApplicationMenu(menu: Menu | null): void {
    if (menu !== null && !(menu instanceof Menu)) throw new TypeError('Invalid menu');
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
    if (!(item instanceof MenuItem)) throw new TypeError('Invalid item');
    if (position < 0) throw new RangeError(`Position ${position} cannot be less than 0`);
    if (position > this.items.length)
      throw new RangeError(`Position ${position} cannot be greater than the total MenuItem count`);
    this.items.splice(position, 0, item);
    this.#groupRadios();
  }

  getMenuItemById(id: string): MenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id);
      if (found) return found;
    }
    return null;
  }

  /** “All adjacent radio items”, that is those between two separators, are one group. */
  #groupRadios(): void {
    let group: MenuItem[] = [];
    for (const item of this.items) {
      if (item.type === 'separator') group = [];
      if (item.type !== 'radio') continue;
      group.push(item);
      item.joinGroup(group);
    }
  }
}

let applicationMenu: Menu | null = null;

function isValid(entry: unknown): boolean {
  if (typeof entry !== 'object' || entry === null) return false;
  return (
    Object.hasOwn(entry, 'label') || Object.hasOwn(entry, 'role') || (entry as Options).type === 'separator'
  );
}

/** Neither two in a row, nor one at the beginning or the end. One that is hidden may be anywhere. */
function withoutExtraSeparators<T extends Pick<Options, 'type' | 'visible'>>(entries: readonly T[]): T[] {
  const isExtra = ({ type, visible }: T) => type === 'separator' && visible !== false;
  return entries
    .filter((entry, at) => !isExtra(entry) || entries[at - 1]?.type !== 'separator')
    .filter((entry, at, left) => !isExtra(entry) || (at > 0 && at < left.length - 1));
}
