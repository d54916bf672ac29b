/** `BrowserWindow`: a page of the browser with a life of its own. */
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { appEvents } from '../app-events.ts';
import { readyToShowComes } from '../conditions.ts';
import { appIsReady, cancelQuit } from '../lifecycle.ts';
import { notImplemented, PreventableEvent } from '../strict.ts';
import type { PageTarget } from './page-target.ts';
import { windows } from './registry.ts';
import { WebContents } from './web-contents.ts';
import { focusedFrame, WindowFrame } from './window-frame.ts';
import { checkOptions } from './window-options.ts';

type Implemented = Pick<
  Electron.BrowserWindow,
  'id' | 'loadURL' | 'loadFile' | 'close' | 'destroy' | 'isDestroyed' | 'reload'
>;

export class BrowserWindow extends WindowFrame implements Implemented {
  readonly id = windows.nextId();
  readonly webContents: WebContents;
  #closing = false;
  #destroyed = false;
  #painted = false;

  constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
    if (!appIsReady()) throw new Error('Cannot create BrowserWindow before app is ready');
    checkOptions(options);
    super(options);
    const { width, height } = this.getBounds();
    const path = options.webPreferences?.preload;
    const preload = path === undefined ? null : { path, source: readFileSync(path, 'utf8') };
    this.webContents = new WebContents(this.id, { width, height, preload });
    this.webContents.on('-painted', () => this.#announcePaint());
    this.webContents.on('page-title-updated', (event, title) => this.#followTitle(event, title));
    void this.shownPage().then(({ browser, targetId }) =>
      browser.session.on('Target.targetDestroyed', (gone) => {
        if (gone.targetId === targetId) this.#gone();
      }),
    );
    windows.add(this);
    appEvents.emit('web-contents-created', new PreventableEvent(), this.webContents);
    appEvents.emit('browser-window-created', new PreventableEvent(), this);
  }

  static getAllWindows(): BrowserWindow[] {
    return windows.all() as BrowserWindow[];
  }

  static fromWebContents(contents: unknown): BrowserWindow | null {
    return BrowserWindow.getAllWindows().find((window) => window.webContents === contents) ?? null;
  }

  static fromId(id: number): BrowserWindow | null {
    return BrowserWindow.getAllWindows().find((window) => window.id === id) ?? null;
  }

  static getFocusedWindow(): BrowserWindow | null {
    return focusedFrame() as BrowserWindow | null;
  }

  loadURL(url: string, options?: Electron.LoadURLOptions): Promise<void> {
    this.assertAlive();
    if (options) throw notImplemented('BrowserWindow.loadURL with options');
    return this.webContents.load(url);
  }

  loadFile(path: string, options: Electron.LoadFileOptions = {}): Promise<void> {
    const url = pathToFileURL(path);
    if (options.search) url.search = options.search;
    if (options.hash) url.hash = options.hash;
    if (options.query) url.search = new URLSearchParams(options.query as Record<string, string>).toString();
    return this.loadURL(url.href);
  }

  reload(): void {
    this.webContents.reload();
  }

  close(): void {
    this.assertAlive();
    const event = new PreventableEvent();
    this.emit('close', event);
    if (event.defaultPrevented) {
      cancelQuit();
      return;
    }
    this.#closing = true;
    this.#closePage();
  }

  destroy(): void {
    if (this.#destroyed) return;
    this.#closePage();
    this.#gone();
  }

  isClosing(): boolean {
    return this.#closing;
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  protected shownPage(): Promise<PageTarget> {
    return this.webContents.page();
  }

  #closePage(): void {
    this.shownPage().then(
      ({ browser, targetId }) => browser.session.tell('Target.closeTarget', { targetId }),
      () => this.#gone(),
    );
  }

  #gone(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    this.loseFocus();
    this.webContents.destroyed();
    this.emit('closed');
    windows.remove(this);
  }

  #announcePaint(): void {
    if (this.#painted || !readyToShowComes) return;
    this.#painted = true;
    this.emit('ready-to-show', new PreventableEvent());
  }

  #followTitle(event: PreventableEvent, title: string): void {
    this.emit('page-title-updated', event, title, true);
    if (!event.defaultPrevented) this.setTitle(title);
  }
}
