/** `WebContents`: what is loaded in a window. */

import { appEvents } from '../app-events.ts';
import { toAppUrl, toBrowserUrl } from '../origins.ts';
import { defaultSession } from '../session.ts';
import { PreventableEvent, StrictEmitter } from '../strict.ts';
import { IpcChannel } from './ipc-channel.ts';
import { type Load, LoadProgress } from './load-progress.ts';
import { NavigationGate, type PageNavigation } from './navigation.ts';
import { openPage, type PageOptions, type PageTarget } from './page-target.ts';
import { WebFrameMain } from './web-frame-main.ts';
import { type OpenHandler, WindowOpenGate } from './window-open.ts';

type Implemented = Pick<
  Electron.WebContents,
  | 'id'
  | 'send'
  | 'getURL'
  | 'getTitle'
  | 'isDestroyed'
  | 'isLoading'
  | 'reload'
  | 'forcefullyCrashRenderer'
  | 'setWindowOpenHandler'
  | 'getType'
>;

const open = new Set<WebContents>();

export class WebContents extends StrictEmitter implements Implemented {
  readonly id: number;
  readonly session = defaultSession;
  readonly mainFrame: WebFrameMain;
  readonly #page: Promise<PageTarget>;
  readonly #windowOpen = new WindowOpenGate();
  #gate: NavigationGate | null = null;
  #ipc: IpcChannel | null = null;
  #progress: LoadProgress | null = null;
  #url = '';
  #title = '';
  #destroyed = false;
  /** A navigation that the page asked for, told of before it was known whether it may be. */
  #startIsTold = false;

  constructor(id: number, options: PageOptions) {
    super('webContents');
    this.id = id;
    this.mainFrame = new WebFrameMain(id, () => this.#url);
    open.add(this);
    this.#page = openPage(options, (target) => this.#listen(target));
  }

  static all(): WebContents[] {
    return [...open];
  }

  /** Not Electron's: for the window that shows this. */
  page(): Promise<PageTarget> {
    return this.#page;
  }

  async load(url: string): Promise<void> {
    this.assertAlive();
    const { session } = await this.#page;
    this.#gate?.forgetAsked();
    const gone = () => ({ errorText: 'ERR_FAILED', loaderId: undefined });
    const { loaderId, errorText } = await session
      .send('Page.navigate', { url: toBrowserUrl(url) })
      .catch(gone);
    if (errorText) {
      const name = errorText.replace(/^net::/, '');
      this.emit('did-fail-load', new PreventableEvent(), -2, name, url, true);
      throw Object.assign(new Error(`${name} (-2) loading '${url}'`), { code: name, errno: -2, url });
    }
    if (loaderId !== undefined) await this.#progress?.finished(loaderId);
  }

  send(channel: string, ...args: unknown[]): void {
    this.assertAlive();
    if (typeof channel !== 'string') throw new TypeError('Missing required channel argument');
    this.#ipc?.send(channel, args);
  }

  getURL(): string {
    this.assertAlive();
    return this.#url;
  }

  getTitle(): string {
    this.assertAlive();
    return this.#title;
  }

  getType(): 'window' {
    return 'window';
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  isLoading(): boolean {
    this.assertAlive();
    return this.#progress?.isLoading ?? true;
  }

  reload(): void {
    this.assertAlive();
    this.#gate?.forgetAsked();
    void this.#page.then(({ session }) => session.tell('Page.reload'));
  }

  /** The page's process ends; `render-process-gone` tells of it. */
  forcefullyCrashRenderer(): void {
    this.assertAlive();
    void this.#page.then(({ session }) => session.tell('Page.crash'));
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.assertAlive();
    this.#windowOpen.handler = handler;
  }

  assertAlive(): void {
    if (this.#destroyed) throw new TypeError('Object has been destroyed');
  }

  destroyed(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    open.delete(this);
    this.mainFrame.destroy();
    this.emit('destroyed');
  }

  #listen(target: PageTarget): void {
    const { session, mainFrameId } = target;
    this.#gate = new NavigationGate(session, mainFrameId, (navigation) => this.#mayNavigate(navigation));
    this.#ipc = new IpcChannel(target, this);
    this.#progress = new LoadProgress(session, mainFrameId, (load) => this.#announce(load));
    this.#windowOpen.listen(session, () => this.#url);
    session.on('Inspector.targetCrashed', () => {
      const [event, details] = [new PreventableEvent(), { reason: 'crashed', exitCode: 1 }];
      this.emit('render-process-gone', event, details);
      appEvents.emit('render-process-gone', event, this, details);
    });
    target.browser.session.on('Target.targetInfoChanged', ({ targetInfo: { targetId, title } }) => {
      if (targetId === target.targetId) this.#changeTitle(title);
    });
  }

  #mayNavigate({ url, isMainFrame }: PageNavigation): boolean {
    if (this.#destroyed) return false;
    const frame = isMainFrame ? this.mainFrame : null;
    const event = () =>
      Object.assign(new PreventableEvent(), {
        url,
        isMainFrame,
        isSameDocument: false,
        frame,
        initiator: this.mainFrame,
      });
    this.#tellStart();
    const any = event();
    this.emit('will-frame-navigate', any);
    const main = event();
    if (!any.defaultPrevented && isMainFrame) this.emit('will-navigate', main, url, false, true, 1, 1);
    const isPrevented = any.defaultPrevented || main.defaultPrevented;
    if (isPrevented) this.#tellStop();
    return !isPrevented;
  }

  #tellStart(): void {
    if (this.#startIsTold) return;
    this.#startIsTold = true;
    this.emit('did-start-loading');
  }

  #tellStop(): void {
    this.#startIsTold = false;
    this.emit('did-stop-loading');
  }

  #announce(load: Load): void {
    if (this.#destroyed) return;
    const event = new PreventableEvent();
    switch (load.kind) {
      case 'started':
        this.#tellStart();
        break;
      case 'navigated':
        this.#url = toAppUrl(load.url);
        this.emit('did-navigate', event, this.#url, load.status, '');
        break;
      case 'moved':
        this.#url = toAppUrl(load.url);
        this.emit('did-navigate-in-page', event, this.#url, true, 1, 1);
        break;
      case 'parsed':
        this.emit('dom-ready', event);
        break;
      case 'loaded':
        this.emit('did-finish-load');
        this.#tellStop();
        break;
      case 'painted':
        this.emit('-painted');
    }
  }

  #changeTitle(title: string): void {
    if (this.#destroyed) return;
    const shown = title === this.#url || title.startsWith('https://') ? this.#title : title;
    if (shown === this.#title || shown === 'about:blank') return;
    this.#title = shown;
    this.emit('page-title-updated', new PreventableEvent(), shown, true);
  }
}
