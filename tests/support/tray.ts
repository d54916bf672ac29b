/** The tray's menu, which no test can see: what the app sets is kept within its main process, and clicked there. */
import { expect } from '@playwright/test';
import type { RunningApp } from './running-app.ts';

/** To be called before the menu whose lines are asked for is set: what was set earlier is not seen. */
export function watchTray(app: RunningApp): Promise<void> {
  return app.evaluate(({ Tray }) => {
    const { setContextMenu } = Tray.prototype;
    Tray.prototype.setContextMenu = function keepMenu(menu) {
      Reflect.set(globalThis, 'trayIcon', this);
      Reflect.set(globalThis, 'trayMenu', menu);
      Reflect.apply(setContextMenu, this, [menu]);
    };
  });
}

/** The labels of the menu's lines; those of a menu in a menu stand behind it, as `More › report.pdf`. */
export function trayLines(app: RunningApp): Promise<string[]> {
  return app.evaluate(() => {
    const linesOf = (menu: Electron.Menu | undefined, before: string): string[] =>
      (menu?.items ?? []).flatMap(({ type, label, submenu }) =>
        type === 'separator' ? [] : [before + label, ...linesOf(submenu, `${before}${label} › `)],
      );
    return linesOf(Reflect.get(globalThis, 'trayMenu'), '');
  });
}

/** The first line: the state of the queue. */
export async function trayState(app: RunningApp): Promise<string | undefined> {
  return (await trayLines(app))[0];
}

/** Waits for the line, written as by `trayLines`, and clicks it. */
export async function clickInTray(app: RunningApp, line: string): Promise<void> {
  await expect.poll(() => trayLines(app)).toContain(line);
  await app.evaluate((_electron, path) => {
    let menu: Electron.Menu | undefined = Reflect.get(globalThis, 'trayMenu');
    let item: Electron.MenuItem | undefined;
    for (const label of path) {
      item = menu?.items.find((each) => each.label === label);
      menu = item?.submenu;
    }
    item?.click();
  }, line.split(' › '));
}

/** A click on the icon itself. */
export function clickTrayIcon(app: RunningApp): Promise<void> {
  return app.evaluate(() => {
    const icon: Electron.Tray = Reflect.get(globalThis, 'trayIcon');
    icon.emit('click');
  });
}
