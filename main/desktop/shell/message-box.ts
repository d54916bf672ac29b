import { BrowserWindow, dialog, type MessageBoxOptions } from 'electron';

export type Question = Pick<
  MessageBoxOptions,
  'type' | 'message' | 'detail' | 'buttons' | 'defaultId' | 'cancelId'
>;

/**
 * Decides whose child a dialog is, for every dialog of the app. Linux calls a minimised window visible, and window
 * managers hide the children of minimised windows, so that nobody would see the dialog.
 * @returns null where the dialog stands alone
 */
export function dialogParent(window: BrowserWindow | null): BrowserWindow | null {
  if (window === null || window.isDestroyed()) return null;
  return window.isVisible() && !window.isMinimized() ? window : null;
}

/**
 * Asks the person in a dialog of the system, over the window where it is seen.
 * @returns which button was chosen, counting from 0
 */
export async function askWhich(
  window: BrowserWindow | null,
  question: Question,
  platform: NodeJS.Platform = process.platform,
): Promise<number> {
  const options = { noLink: true, ...question };
  if (platform === 'darwin') return askOnMac(window, options);
  const parent = dialogParent(window);
  const { response } =
    parent === null ? await dialog.showMessageBox(options) : await dialog.showMessageBox(parent, options);
  return response;
}

/**
 * On macOS a message box without a window stops the whole process until somebody answers, and with it all uploads
 * (electron/electron#23319, `shell/browser/ui/message_box_mac.mm`). So there it always belongs to a window, which comes to the
 * front, and is made where there is none.
 */
async function askOnMac(window: BrowserWindow | null, options: MessageBoxOptions): Promise<number> {
  const isOpen = window !== null && !window.isDestroyed();
  const parent = isOpen ? window : new BrowserWindow(CARRIER);
  if (parent.isMinimized()) parent.restore();
  parent.show();
  try {
    return (await dialog.showMessageBox(parent, options)).response;
  } finally {
    if (!isOpen && !parent.isDestroyed()) parent.destroy();
  }
}

/** An empty window under a message box. One that could not be closed would keep Hoist from quitting. */
const CARRIER = {
  title: 'Hoist',
  width: 420,
  height: 240,
  show: false,
  resizable: false,
  minimizable: false,
  maximizable: false,
  fullscreenable: false,
} as const;

/**
 * The same, for two buttons.
 * @returns whether the first one was chosen
 */
export async function ask(window: BrowserWindow | null, question: Question): Promise<boolean> {
  return (await askWhich(window, question)) === 0;
}
