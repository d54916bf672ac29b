/** `WebContents`: what is loaded in a window. */
import { appEvents } from '../app-events.ts';
import { toBrowserUrl } from '../origins.ts';
import { defaultSession } from '../session.ts';
import { PreventableEvent, StrictEmitter } from '../strict.ts';
import { tellConsoleMessages } from './console-messages.ts';
import { CONTENTS_EVENTS } from './event-names.ts';
import { IpcChannel } from './ipc-channel.ts';
import { LoadEvents } from './load-events.ts';
import { LoadProgress } from './load-progress.ts';
import { NavigationGate, type PageNavigation } from './navigation.ts';
import { loadError, loadFailure } from './net-errors.ts';
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
  readonly #loads: LoadEvents;
  readonly #whenDestroyed: Promise<void>;
  /** What the main process wants to load, the latest. */
  #wanted = '';
  #title = '';
  #isCrashed = false;
  #destroyed = false;

  constructor(id: number, options: PageOptions) {
    super('webContents', CONTENTS_EVENTS);
    this.id = id;
    this.mainFrame = new WebFrameMain(id, () => this.#loads.url);
    const emit = (event: string, ...args: unknown[]) => {
      if (!this.#destroyed) this.emit(event, ...args);
    };
    const response = () => this.#gate?.response ?? { status: -1, statusText: '' };
    this.#loads = new LoadEvents(emit, this.mainFrame, response);
    this.#whenDestroyed = new Promise((resolve) => this.once('destroyed', resolve));
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

  /** Settles as `loadURL` does in lib/browser/api/web-contents.ts, also where the window goes meanwhile. */
  load(url: string): Promise<void> {
    this.assertAlive();
    const gone = this.#whenDestroyed.then(() => {
      throw loadError(loadFailure('ERR_FAILED'), url);
    });
    const loaded = Promise.race([this.#navigate(url), gone]);
    // Whoever does not wait for it gets no warning.
    loaded.catch(() => undefined);
    return loaded;
  }

  /** What cannot be sent is told on the console, and to nobody else: lib/browser/api/web-frame-main.ts. */
  send(channel: string, ...args: unknown[]): void {
    this.assertAlive();
    if (typeof channel !== 'string') throw new TypeError('Missing required channel argument');
    try {
      if (this.#isCrashed) throw new Error('Render frame was disposed before WebFrameMain could be accessed');
      this.#ipc?.send(channel, args);
    } catch (error) {
      console.error('Error sending from webFrameMain: ', error);
    }
  }

  getURL(): string {
    this.assertAlive();
    return this.#loads.url;
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
    return this.#loads.isLoading;
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

  async #navigate(url: string): Promise<void> {
    const { session } = await this.#page;
    this.#gate?.forgetAsked();
    this.#wanted = url;
    const { loaderId, errorText } = await session
      .send('Page.navigate', { url: toBrowserUrl(url) })
      .catch(() => ({ errorText: 'ERR_FAILED', loaderId: undefined }));
    if (errorText && this.#wanted !== url) throw loadError(loadFailure('ERR_ABORTED'), this.#wanted);
    if (errorText) {
      const failure = loadFailure(this.#gate?.failure ?? errorText);
      this.#loads.fail(failure, url);
      throw loadError(failure, url);
    }
    if (loaderId !== undefined) await this.#progress?.finished(loaderId);
  }

  #listen(target: PageTarget): void {
    const { session, mainFrameId } = target;
    const mayNavigate = (to: PageNavigation) => !this.#destroyed && this.#loads.mayNavigate(to);
    this.#gate = new NavigationGate(session, mainFrameId, mayNavigate);
    this.#ipc = new IpcChannel(target, this);
    this.#progress = new LoadProgress(session, mainFrameId, (load) => {
      if (load.kind === 'navigated' && load.isMainFrame) this.#isCrashed = false;
      this.#loads.announce(load);
    });
    this.#windowOpen.listen(session, () => this.#loads.url);
    tellConsoleMessages(session, this);
    session.on('Inspector.targetCrashed', () => {
      this.#isCrashed = true;
      this.#loads.crash();
      const [event, details] = [new PreventableEvent(), { reason: 'crashed', exitCode: 1 }];
      this.emit('render-process-gone', event, details);
      appEvents.emit('render-process-gone', event, this, details);
    });
    target.browser.session.on('Target.targetInfoChanged', ({ targetInfo: { targetId, title } }) => {
      if (targetId === target.targetId) this.#changeTitle(title);
    });
  }

  #changeTitle(title: string): void {
    if (this.#destroyed) return;
    const shown = title === this.#loads.url || title.startsWith('https://') ? this.#title : title;
    if (shown === this.#title || shown === 'about:blank') return;
    this.#title = shown;
    this.emit('page-title-updated', new PreventableEvent(), shown, true);
  }
}
