import type { MenuItemConstructorOptions as Item } from 'electron';
import { describe, expect, it } from 'vitest';
import { type MenuActions, menuTemplate, SCREENS } from '../../../../main/desktop/menu/menu-template.ts';
import { wordsIn } from '../../../../main/desktop/shell/i18n.ts';

const SYSTEMS = ['darwin', 'win32', 'linux'] as const;

function recorded() {
  const done: string[] = [];
  const note =
    (name: string) =>
    (...args: unknown[]) =>
      void done.push([name, ...args].join(' '));
  const names = ['choose', 'uploadClipboard', 'show', 'about', 'showLog', 'reportProblem', 'quit'] as const;
  const actions: MenuActions = Object.fromEntries(names.map((name) => [name, note(name)])) as never;
  return { done, actions };
}

const itemsOf = (menus: readonly Item[]): Item[] =>
  menus.flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []));

function template(platform: NodeJS.Platform, language: 'en' | 'de' = 'en') {
  const { done, actions } = recorded();
  const menus = menuTemplate(platform, wordsIn(language), actions);
  return { done, menus, items: itemsOf(menus) };
}

const press = (item: Item | undefined) => (item?.click as (() => void) | undefined)?.();

describe.each(SYSTEMS)('the menu on %s', (platform) => {
  it('has no item without an action', () => {
    for (const item of template(platform).items) {
      if (item.type !== 'separator') expect(item.click ?? item.role, item.label).toBeDefined();
    }
  });

  it('names each item in both languages, and no two of a menu alike', () => {
    for (const language of ['en', 'de'] as const) {
      for (const menu of template(platform, language).menus) {
        const labels = itemsOf([menu]).flatMap(({ type, label }) => (type === 'separator' ? [] : [label]));
        expect(menu.label).toMatch(/\S/);
        for (const label of labels) expect(label).toMatch(/^\S/);
        expect(new Set(labels).size).toBe(labels.length);
      }
    }
  });

  it('gives each accelerator to one item', () => {
    const keys = template(platform).items.flatMap(({ accelerator }) => accelerator ?? []);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('neither begins nor ends a menu with a separator, nor has two in a row', () => {
    for (const menu of template(platform).menus) {
      const lines = itemsOf([menu]).map(({ type }) => type === 'separator');
      expect([lines[0], lines.at(-1)]).toEqual([false, false]);
      expect(lines.some((line, at) => line && lines[at + 1] === true)).toBe(false);
    }
  });

  it('leads to every screen, once', () => {
    const { items, done } = template(platform);
    for (const item of items) if (item.id?.startsWith('show-') && item.id !== 'show-log') press(item);
    expect(done.toSorted()).toEqual(SCREENS.map(({ screen }) => `show ${screen}`).toSorted());
  });

  it('adds files, folders and the clipboard, and quits by asking first', () => {
    const { items, done } = template(platform);
    const byId = (id: string) => items.find((item) => item.id === id);
    for (const id of ['choose-files', 'choose-folder', 'upload-clipboard', 'about', 'show-log', 'quit']) {
      press(byId(id));
    }
    expect(done).toEqual(['choose files', 'choose folder', 'uploadClipboard', 'about', 'showLog', 'quit']);
    expect(items.some(({ role }) => role === 'quit')).toBe(false);
  });
});

describe('menuTemplate, on one system', () => {
  it("has the app's own menu only on macOS", () => {
    const titles = (platform: NodeJS.Platform) => template(platform).menus.map(({ label }) => label);
    expect(titles('darwin')).toEqual(['Hoist', 'File', 'Edit', 'View', 'Window', 'Help']);
    expect(titles('linux')).toEqual(['File', 'Edit', 'View', 'Window', 'Help']);
    expect(titles('win32')).toEqual(titles('linux'));
    const own = itemsOf(template('darwin').menus.slice(0, 1)).map(({ role, id }) => role ?? id);
    expect(own.filter((name) => name !== undefined)).toEqual([
      ...['about', 'show-settings', 'services', 'hide', 'hideOthers', 'unhide', 'quit'],
    ]);
  });

  it('has Exit without an accelerator on Windows', () => {
    const quit = template('win32').items.find(({ id }) => id === 'quit');
    expect([quit?.label, quit?.accelerator]).toEqual(['Exit', undefined]);
    expect(template('linux').items.find(({ id }) => id === 'quit')?.accelerator).toBe('CommandOrControl+Q');
  });

  it('speaks German', () => {
    expect(template('linux', 'de').menus.map(({ label }) => label)).toEqual([
      ...['Datei', 'Bearbeiten', 'Darstellung', 'Fenster', 'Hilfe'],
    ]);
  });
});
