/** The contract with Electron, continued: menus. Sources: docs/api/menu.md and menu-item.md, spec/api-menu-spec.ts. */
import { expect, test } from './contract-app/fixture.ts';

test.describe('Menu.buildFromTemplate', () => {
  test('throws for an entry without label, role or type, and for what Electron does not know', async ({
    contract: { app },
  }) => {
    const refusals = await app.evaluate(({ Menu }) => {
      const templates: unknown[] = [
        'no array',
        [{}],
        [{ visible: true }],
        [null],
        [{ label: 'Open', type: 'button' }],
        [{ label: 'Open', type: 'submenu' }],
      ];
      return templates.map((template) => {
        try {
          Menu.buildFromTemplate(template as Electron.MenuItemConstructorOptions[]);
          return 'nothing';
        } catch (error) {
          return (error as Error).message;
        }
      });
    });
    const empty = 'Invalid template for MenuItem: must have at least one of label, role or type';
    expect(refusals).toEqual([
      'Invalid template for Menu: Menu template must be an array',
      ...[empty, empty, empty],
      'Unknown menu item type: button',
      'Invalid submenu',
    ]);
  });

  test('leaves out separators at the edges and beside each other', async ({ contract: { app } }) => {
    const types = await app.evaluate(({ Menu }) => {
      const line = { type: 'separator' as const };
      const menu = Menu.buildFromTemplate([line, line, { label: 'a' }, line, line, { label: 'b' }, line]);
      return menu.items.map(({ type, label }) => (type === 'separator' ? '-' : label));
    });
    expect(types).toEqual(['a', '-', 'b']);
  });

  test('gives a role its label, accelerator and submenu', async ({ contract: { app } }) => {
    const items = await app.evaluate(({ Menu }) => {
      const { items } = Menu.buildFromTemplate([
        { role: 'close' },
        { role: 'copy', label: 'Kopieren' },
        { role: 'editMenu' },
      ]);
      return [
        ...items.slice(0, 2).map(({ label, accelerator, role }) => [label, accelerator, role]),
        items[2]?.submenu?.items.map(({ role, type }) => role ?? type).slice(0, 6),
      ];
    });
    expect(items).toEqual([
      [process.platform === 'darwin' ? 'Close Window' : 'Close', 'CommandOrControl+W', 'close'],
      ['Kopieren', 'CommandOrControl+C', 'copy'],
      ['undo', 'redo', 'separator', 'cut', 'copy', 'paste'],
    ]);
  });
});

test.describe('MenuItem', () => {
  test('click: runs for a disabled item as well, when code calls it', async ({ contract: { app } }) => {
    const clicked = await app.evaluate(({ Menu }) => {
      let clicks = 0;
      const click = () => {
        clicks += 1;
      };
      Menu.buildFromTemplate([{ label: 'Off', enabled: false, click }]).items[0]?.click();
      return clicks;
    });
    expect(clicked).toBe(1);
  });

  test('checked: a click turns a checkbox, and leaves one radio item of its group', async ({
    contract: { app },
  }) => {
    const states = await app.evaluate(({ Menu }) => {
      const { items } = Menu.buildFromTemplate([
        { label: 'box', type: 'checkbox', checked: true },
        { label: 'one', type: 'radio', checked: true },
        { label: 'two', type: 'radio' },
        { type: 'separator' },
        { label: 'another', type: 'radio', checked: true },
      ]);
      items[0]?.click();
      items[2]?.click();
      return items.filter(({ type }) => type !== 'separator').map(({ checked }) => checked);
    });
    expect(states).toEqual([false, false, true, true]);
  });

  test('a role does what it says with the window, and click is not called', async ({ contract: { app } }) => {
    const told = await app.evaluate(({ Menu, BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      const said: string[] = [];
      window?.once('close', (event) => {
        event.preventDefault();
        said.push('close');
      });
      const click = () => said.push('click');
      const [item] = Menu.buildFromTemplate([{ role: 'close', click }]).items;
      item?.click(undefined, window, window?.webContents);
      item?.click();
      return said;
    });
    // On macOS the system runs this role, so that code only reaches the item's own click.
    expect(told).toEqual(process.platform === 'darwin' ? ['click', 'click'] : ['close', 'click']);
  });
});

test('Menu.append, insert: take items only, at a place that there is', async ({ contract: { app } }) => {
  const refusals = await app.evaluate(({ Menu, MenuItem }) => {
    const menu = new Menu();
    menu.append(new MenuItem({ label: 'one' }));
    const attempts = [
      () => menu.append({ label: 'no item' } as never),
      () => menu.insert(-1, new MenuItem({ label: 'before' })),
      () => menu.insert(2, new MenuItem({ label: 'beyond' })),
      () => Menu.setApplicationMenu({ items: [] } as never),
    ];
    return attempts.map((attempt) => {
      try {
        attempt();
        return 'nothing';
      } catch (error) {
        return `${(error as Error).name} ${(error as Error).message}`;
      }
    });
  });
  expect(refusals).toEqual([
    'TypeError Invalid item',
    'RangeError Position -1 cannot be less than 0',
    'RangeError Position 2 cannot be greater than the total MenuItem count',
    'TypeError Invalid menu',
  ]);
});
