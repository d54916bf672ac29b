/** Acts for the person outside the window, in the main process of the app under test. */
import type { RunningApp } from './launch.ts';

/** The messages of dialogs and the requests to the system's shell, in order. */
export interface Said {
  readonly what: 'message' | 'open' | 'show-in-folder' | 'save';
  readonly text: string;
  readonly detail: string;
  readonly buttons: readonly string[];
}

/**
 * Answers the system's dialogs from now on.
 * @param answers.buttons what is pressed in each message in turn; the first button once they are used up
 * @param answers.files what is chosen where files or folders are asked for
 * @param answers.saveAs where something is saved, in turn; nowhere once they are used up
 */
export function answerDialogs(
  app: RunningApp,
  answers: {
    readonly buttons?: readonly number[];
    readonly files?: readonly string[];
    readonly saveAs?: readonly string[];
  } = {},
): Promise<void> {
  return app.evaluate(({ dialog, shell }, { buttons = [], files = [], saveAs = [] }) => {
    const said: unknown[] = [];
    const left = [...buttons];
    const places = [...saveAs];
    Reflect.set(globalThis, 'said', said);
    dialog.showMessageBox = (...args: unknown[]) => {
      const { message, detail = '', buttons: offered = [] } = args.at(-1) as Electron.MessageBoxOptions;
      said.push({ what: 'message', text: message, detail, buttons: offered });
      return Promise.resolve({ response: left.shift() ?? 0, checkboxChecked: false });
    };
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [...files] });
    dialog.showSaveDialog = (...args: unknown[]) => {
      const { title = '', defaultPath = '' } = args.at(-1) as Electron.SaveDialogOptions;
      said.push({ what: 'save', text: title, detail: defaultPath, buttons: [] });
      const filePath = places.shift() ?? '';
      return Promise.resolve({ canceled: filePath === '', filePath });
    };
    shell.openPath = (path: string) => {
      said.push({ what: 'open', text: path, detail: '', buttons: [] });
      return Promise.resolve('');
    };
    shell.showItemInFolder = (path: string) => {
      said.push({ what: 'show-in-folder', text: path, detail: '', buttons: [] });
    };
  }, answers);
}

/** All since `answerDialogs`. */
export function saidBy(app: RunningApp): Promise<readonly Said[]> {
  return app.evaluate(() => Reflect.get(globalThis, 'said') as Said[]);
}

export function clickMenu(app: RunningApp, id: string): Promise<void> {
  return app.evaluate(({ Menu }, wanted) => {
    const item = Menu.getApplicationMenu()?.getMenuItemById(wanted);
    if (!item) throw new Error(`The menu has no item ${wanted}.`);
    item.click();
  }, id);
}

export function menuTitles(app: RunningApp): Promise<readonly string[]> {
  return app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.map(({ label }) => label) ?? []);
}
