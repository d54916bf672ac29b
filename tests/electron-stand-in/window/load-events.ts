/**
 * What a window's contents tell of a load, in the order of Electron's shell/browser/api/electron_api_web_contents.cc:
 * did-start-loading, did-start-navigation, will-frame-navigate, will-navigate, did-frame-navigate, did-navigate, dom-ready,
 * did-frame-finish-load, did-finish-load, did-stop-loading. A prevented navigation has its start and stop, and no more.
 */
import { toAppUrl } from '../origins.ts';
import { PreventableEvent } from '../strict.ts';
import type { Load } from './load-progress.ts';
import type { DocumentResponse, PageNavigation } from './navigation.ts';
import type { LoadFailure } from './net-errors.ts';
import type { WebFrameMain } from './web-frame-main.ts';

type Emit = (event: string, ...args: unknown[]) => void;

/** Of the process and the frame, in arguments that Electron deprecated. */
const ids = [1, 1] as const;

export class LoadEvents {
  readonly #emit: Emit;
  readonly #mainFrame: WebFrameMain;
  /** What the document came with that the main frame shows next. */
  readonly #response: () => DocumentResponse;
  readonly #loading = new Set<'main' | 'inner'>();
  /** Of the document that is shown. */
  url = '';

  constructor(emit: Emit, mainFrame: WebFrameMain, response: () => DocumentResponse) {
    this.#emit = emit;
    this.#mainFrame = mainFrame;
    this.#response = response;
  }

  get isLoading(): boolean {
    return this.#loading.size > 0;
  }

  /** @returns whether nobody prevented it */
  mayNavigate({ url, isMainFrame }: PageNavigation): boolean {
    this.#start(isMainFrame);
    const any = this.#navigation(url, isMainFrame, false);
    this.#emit('will-frame-navigate', any);
    const main = this.#navigation(url, isMainFrame, false);
    if (!any.defaultPrevented && isMainFrame) this.#emit('will-navigate', main, url, false, true, ...ids);
    const isPrevented = any.defaultPrevented || main.defaultPrevented;
    if (isPrevented) this.#stop(isMainFrame);
    return !isPrevented;
  }

  /** The main frame's load came to nothing. An aborted one only stops. */
  fail({ name, errno }: LoadFailure, url: string): void {
    if (name !== 'ERR_ABORTED')
      this.#emit('did-fail-load', new PreventableEvent(), errno, name, url, true, ...ids);
    this.#stop(true);
  }

  /** The page's process is gone, and with it what it was loading. */
  crash(): void {
    this.#stop(false);
    this.#stop(true);
  }

  announce(load: Load): void {
    const event = new PreventableEvent();
    switch (load.kind) {
      case 'started':
        this.#begin(toAppUrl(load.url), load.isMainFrame, load.isSameDocument);
        break;
      case 'navigated':
        this.#navigated(toAppUrl(load.url), load.isMainFrame);
        break;
      case 'moved':
        this.url = toAppUrl(load.url);
        this.#emit('did-navigate-in-page', event, this.url, true, ...ids);
        break;
      case 'parsed':
        this.#emit('dom-ready', event);
        break;
      case 'loaded':
        this.#emit('did-frame-finish-load', event, load.isMainFrame, ...ids);
        if (load.isMainFrame) this.#emit('did-finish-load', event);
        this.#stop(load.isMainFrame);
        break;
      case 'painted':
        this.#emit('-painted');
    }
  }

  #begin(url: string, isMainFrame: boolean, isSameDocument: boolean): void {
    if (!isSameDocument) this.#start(isMainFrame);
    const event = this.#navigation(url, isMainFrame, isSameDocument);
    this.#emit('did-start-navigation', event, url, isSameDocument, isMainFrame, ...ids);
  }

  #navigated(url: string, isMainFrame: boolean): void {
    const event = new PreventableEvent();
    const { status, statusText } = isMainFrame ? this.#response() : { status: 200, statusText: '' };
    if (isMainFrame) this.url = url;
    this.#emit('did-frame-navigate', event, url, status, statusText, isMainFrame, ...ids);
    if (isMainFrame) this.#emit('did-navigate', event, url, status, statusText);
  }

  #navigation(url: string, isMainFrame: boolean, isSameDocument: boolean) {
    const frame = isMainFrame ? this.#mainFrame : null;
    const about = { url, isMainFrame, isSameDocument, frame, initiator: this.#mainFrame };
    return Object.assign(new PreventableEvent(), about);
  }

  #start(isMainFrame: boolean): void {
    const wasLoading = this.isLoading;
    this.#loading.add(isMainFrame ? 'main' : 'inner');
    if (!wasLoading) this.#emit('did-start-loading', new PreventableEvent());
  }

  #stop(isMainFrame: boolean): void {
    const wasLoading = this.isLoading;
    this.#loading.delete(isMainFrame ? 'main' : 'inner');
    if (wasLoading && !this.isLoading) this.#emit('did-stop-loading', new PreventableEvent());
  }
}
