/** `WebFrameMain`: the window's own document, the only frame that a preload runs in. */
import { originOf } from '../origins.ts';
import { StrictEmitter } from '../strict.ts';

type Implemented = Pick<
  Electron.WebFrameMain,
  'url' | 'origin' | 'processId' | 'routingId' | 'frameTreeNodeId' | 'detached' | 'isDestroyed'
>;

export class WebFrameMain extends StrictEmitter implements Implemented {
  readonly parent = null;
  readonly processId: number;
  readonly routingId = 1;
  readonly frameTreeNodeId: number;
  readonly detached = false;
  readonly #url: () => string;
  #destroyed = false;

  constructor(windowId: number, url: () => string) {
    super('WebFrameMain', []);
    this.processId = windowId;
    this.frameTreeNodeId = windowId;
    this.#url = url;
  }

  get url(): string {
    return this.#url();
  }

  get origin(): string {
    return originOf(this.#url());
  }

  get top(): this {
    return this;
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  destroy(): void {
    this.#destroyed = true;
  }
}
