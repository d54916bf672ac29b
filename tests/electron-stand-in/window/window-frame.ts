/**
 * The part of a window that a window manager shows: whether it is seen, where, how large, with what title. There is no
 * screen, so most of it is state with its events; the size is the page's own.
 */
import { appEvents } from '../app-events.ts';
import { isWayland } from '../conditions.ts';
import { notImplemented, PreventableEvent, StrictEmitter } from '../strict.ts';
import { WINDOW_EVENTS } from './event-names.ts';
import type { PageTarget } from './page-target.ts';
import { firstBounds } from './window-options.ts';

type Implemented = Pick<
  Electron.BrowserWindow,
  | 'show'
  | 'showInactive'
  | 'hide'
  | 'focus'
  | 'blur'
  | 'isVisible'
  | 'isFocused'
  | 'isMinimized'
  | 'isMaximized'
  | 'isFullScreen'
  | 'minimize'
  | 'restore'
  | 'setTitle'
  | 'getTitle'
  | 'setSize'
  | 'getSize'
  | 'setContentSize'
  | 'getContentSize'
  | 'getBounds'
  | 'getNormalBounds'
  | 'setBounds'
  | 'setMenuBarVisibility'
  | 'setMenu'
  | 'removeMenu'
  | 'isAlwaysOnTop'
  | 'setAlwaysOnTop'
  | 'setProgressBar'
>;

const progressModes: readonly Electron.ProgressBarOptions['mode'][] = [
  ...(['none', 'normal', 'indeterminate', 'error', 'paused'] as const),
];

let focused: WindowFrame | null = null;

export function focusedFrame(): WindowFrame | null {
  return focused;
}

export abstract class WindowFrame extends StrictEmitter implements Implemented {
  #bounds: Electron.Rectangle;
  #title: string;
  #visible: boolean;
  #minimized = false;
  #alwaysOnTop: boolean;

  constructor(options: Electron.BrowserWindowConstructorOptions) {
    super('BrowserWindow', WINDOW_EVENTS);
    this.#bounds = firstBounds(options);
    this.#title = options.title ?? 'Electron';
    this.#visible = options.show ?? true;
    this.#alwaysOnTop = options.alwaysOnTop ?? false;
    if (this.#visible) focused = this;
  }

  abstract isDestroyed(): boolean;
  protected abstract shownPage(): Promise<PageTarget>;

  show(): void {
    this.showInactive();
    this.focus();
  }

  showInactive(): void {
    this.assertAlive();
    if (this.#visible) return;
    this.#visible = true;
    this.emit('show', new PreventableEvent());
    // The compositor decides, and gives the focus to what is new.
    if (isWayland) this.focus();
  }

  hide(): void {
    this.blur();
    if (!this.#visible) return;
    this.#visible = false;
    this.emit('hide', new PreventableEvent());
  }

  focus(): void {
    this.assertAlive();
    if (focused === this || !this.#visible) return;
    focused?.blur();
    focused = this;
    void this.shownPage().then(({ session }) => session.tell('Page.bringToFront'));
    this.emit('focus', new PreventableEvent());
    appEvents.emit('browser-window-focus', new PreventableEvent(), this);
  }

  blur(): void {
    this.assertAlive();
    if (focused !== this) return;
    focused = null;
    this.emit('blur', new PreventableEvent());
    appEvents.emit('browser-window-blur', new PreventableEvent(), this);
  }

  /** As on Linux: also while it is minimised. */
  isVisible(): boolean {
    this.assertAlive();
    return this.#visible;
  }

  isFocused(): boolean {
    this.assertAlive();
    return focused === this;
  }

  minimize(): void {
    this.blur();
    this.#visible = true;
    if (isWayland) return;
    this.#minimized = true;
    this.emit('minimize', new PreventableEvent());
  }

  restore(): void {
    this.assertAlive();
    if (!this.#minimized) return;
    this.#minimized = false;
    this.emit('restore', new PreventableEvent());
  }

  isMinimized(): boolean {
    this.assertAlive();
    return this.#minimized;
  }

  /** Nothing here can maximise a window, `maximize` included. */
  isMaximized(): boolean {
    this.assertAlive();
    return false;
  }

  isFullScreen(): boolean {
    this.assertAlive();
    return false;
  }

  setTitle(title: string): void {
    this.assertAlive();
    this.#title = title;
  }

  getTitle(): string {
    this.assertAlive();
    return this.#title;
  }

  /** Headless, a window has no border: its size is that of its content. */
  setSize(width: number, height: number): void {
    this.setBounds({ width, height });
  }

  setContentSize(width: number, height: number): void {
    this.setBounds({ width, height });
  }

  getSize(): number[] {
    const { width, height } = this.getBounds();
    return [width, height];
  }

  getContentSize(): number[] {
    return this.getSize();
  }

  getBounds(): Electron.Rectangle {
    this.assertAlive();
    return { ...this.#bounds };
  }

  getNormalBounds(): Electron.Rectangle {
    return this.getBounds();
  }

  setBounds(bounds: Partial<Electron.Rectangle>): void {
    this.assertAlive();
    const before = this.#bounds;
    this.#bounds = { ...before, ...bounds };
    const { x, y, width, height } = this.#bounds;
    void this.shownPage().then(async ({ browser, targetId }) => {
      const { windowId } = await browser.session.send('Browser.getWindowForTarget', { targetId });
      browser.session.tell('Browser.setWindowBounds', {
        windowId,
        bounds: { left: x, top: y, width, height },
      });
    });
    if (x !== before.x || y !== before.y) this.emit('move', new PreventableEvent());
    if (width === before.width && height === before.height) return;
    this.emit('resize', new PreventableEvent());
    this.emit('resized', new PreventableEvent());
  }

  /** Headless, there is no menu bar to show. */
  setMenuBarVisibility(): void {
    this.assertAlive();
  }

  /** There is no dock to show it. */
  setProgressBar(progress: number, options: Electron.ProgressBarOptions = { mode: 'normal' }): void {
    this.assertAlive();
    if (typeof progress !== 'number') throw new TypeError('Error processing argument at index 0');
    if (!progressModes.includes(options.mode)) throw notImplemented(`setProgressBar mode ${options.mode}`);
  }

  /** Nothing shows it. */
  setMenu(_menu: Electron.Menu | null): void {
    this.assertAlive();
  }

  removeMenu(): void {
    this.assertAlive();
  }

  isAlwaysOnTop(): boolean {
    this.assertAlive();
    return this.#alwaysOnTop;
  }

  setAlwaysOnTop(flag: boolean): void {
    this.assertAlive();
    if (flag === this.#alwaysOnTop) return;
    this.#alwaysOnTop = flag;
    this.emit('always-on-top-changed', new PreventableEvent(), flag);
  }

  protected assertAlive(): void {
    if (this.isDestroyed()) throw new TypeError('Object has been destroyed');
  }

  protected loseFocus(): void {
    if (focused === this) focused = null;
  }
}
