import { CloseBehavior, type CloseBehaviorOptions } from './close-behavior.ts';
import { DropWindow, type DropWindowOptions } from './drop-window.ts';
import { MainWindow, type MainWindowOptions } from './main-window.ts';
import { Navigation } from './navigation.ts';

export interface Windows {
  readonly mainWindow: MainWindow;
  readonly dropWindow: DropWindow;
  readonly navigation: Navigation;
  readonly closeBehavior: CloseBehavior;
}

/** Makes the windows, none of them open yet, with their navigation and their closing. */
export function makeWindows(
  options: MainWindowOptions & DropWindowOptions & Omit<CloseBehaviorOptions, 'mainWindow'>,
): Windows {
  const mainWindow = new MainWindow(options);
  return {
    mainWindow,
    dropWindow: new DropWindow(options),
    navigation: new Navigation(mainWindow),
    closeBehavior: new CloseBehavior({ ...options, mainWindow }),
  };
}
