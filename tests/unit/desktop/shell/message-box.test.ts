import { type BrowserWindow, dialog } from 'electron';
import { beforeEach, expect, it, vi } from 'vitest';
import { askWhich } from '../../../../main/desktop/shell/message-box.ts';

const made = vi.hoisted(() => [] as { readonly calls: string[] }[]);

vi.mock('electron', () => {
  class Window {
    readonly calls: string[] = [];
    isVisible = () => false;
    isMinimized = () => !this.calls.includes('restore') && this.calls.includes('minimise');
    isDestroyed = () => this.calls.includes('destroy');
    show = () => this.calls.push('show');
    restore = () => this.calls.push('restore');
    destroy = () => this.calls.push('destroy');
    constructor() {
      made.push(this);
    }
  }
  return { BrowserWindow: Window, dialog: { showMessageBox: vi.fn() } };
});

const showMessageBox = vi.mocked(dialog.showMessageBox);
const question = { type: 'info', message: 'Go on?', buttons: ['Yes', 'No'] } as const;
const asked = { ...question, buttons: [...question.buttons] };

/** A window that is covered by another program's, which macOS calls not visible. */
async function coveredWindow(...calls: string[]) {
  const { BrowserWindow: Window } = await import('electron');
  const window = new Window() as BrowserWindow & { calls: string[] };
  window.calls.push(...calls);
  return window;
}

beforeEach(() => {
  made.length = 0;
  showMessageBox.mockReset().mockResolvedValue({ response: 1, checkboxChecked: false });
});

it('askWhich has a window under each box on macOS, where one without a window stops all uploads', async () => {
  const window = await coveredWindow();
  expect(await askWhich(window, asked, 'darwin')).toBe(1);
  expect(showMessageBox).toHaveBeenLastCalledWith(window, { noLink: true, ...asked });
  expect(window.calls).toEqual(['show']);

  const minimised = await coveredWindow('minimise');
  await askWhich(minimised, asked, 'darwin');
  expect(minimised.calls).toEqual(['minimise', 'restore', 'show']);
});

it.each([
  ['none is open', () => Promise.resolve(null)],
  ['it was closed', () => coveredWindow('destroy')],
])('askWhich makes a window for the box on macOS where %s, and takes it away again', async (_why, window) => {
  const given = await window();
  made.length = 0;
  showMessageBox.mockImplementationOnce(async () => {
    expect(made[0]?.calls).toEqual(['show']);
    return { response: 0, checkboxChecked: false };
  });
  expect(await askWhich(given, asked, 'darwin')).toBe(0);
  expect(showMessageBox).toHaveBeenCalledWith(made[0], { noLink: true, ...asked });
  expect(made).toHaveLength(1);
  expect(made[0]?.calls).toEqual(['show', 'destroy']);
});

it('askWhich lets the box stand alone elsewhere, where nobody sees the window', async () => {
  await askWhich(await coveredWindow(), asked, 'linux');
  expect(showMessageBox).toHaveBeenCalledWith({ noLink: true, ...asked });
});
