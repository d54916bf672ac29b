/** The module `ipcMain`. */
import { StrictEmitter, StrictObject } from './strict.ts';
import type { WebContents } from './window/web-contents.ts';
import type { WebFrameMain } from './window/web-frame-main.ts';

type Implemented = Pick<Electron.IpcMain, 'handle' | 'handleOnce' | 'removeHandler'>;
type Handler = Parameters<Electron.IpcMain['handle']>[1];

class IpcMain extends StrictEmitter implements Implemented {
  readonly #handlers = new Map<string, Handler>();

  constructor() {
    super('ipcMain', 'any');
    // An 'error' channel is a channel like any other.
    this.on('error', () => undefined);
  }

  handle(channel: string, listener: Handler): void {
    if (this.#handlers.has(channel))
      throw new Error(`Attempted to register a second handler for '${channel}'`);
    if (typeof listener !== 'function') {
      throw new TypeError(`Expected handler to be a function, but found type '${typeof listener}'`);
    }
    this.#handlers.set(channel, listener);
  }

  handleOnce(channel: string, listener: Handler): void {
    this.handle(channel, (event, ...args) => {
      this.removeHandler(channel);
      return listener(event, ...args);
    });
  }

  removeHandler(channel: string): void {
    this.#handlers.delete(channel);
  }

  /** Not Electron's: how a message from a page comes in. */
  invokeHandler(channel: string, event: IpcEvent, args: unknown[]): Promise<unknown> {
    const handler = this.#handlers.get(channel);
    if (!handler) throw new Error(`No handler registered for '${channel}'`);
    return Promise.resolve(handler(event as unknown as Electron.IpcMainInvokeEvent, ...args));
  }
}

export const ipcMain = new IpcMain();

class IpcEvent extends StrictObject {
  readonly type = 'frame';
  readonly sender: WebContents;
  readonly senderFrame: WebFrameMain | null;
  readonly processId: number;
  readonly frameId: number;
  defaultPrevented = false;

  constructor(sender: WebContents, senderFrame: WebFrameMain | null) {
    super('IpcMainEvent');
    this.sender = sender;
    this.senderFrame = senderFrame;
    this.processId = sender.mainFrame.processId;
    this.frameId = sender.mainFrame.routingId;
  }

  preventDefault(): void {
    this.defaultPrevented = true;
  }

  reply(channel: string, ...args: unknown[]): void {
    this.sender.send(channel, ...args);
  }
}

interface Reply {
  result(value: unknown): void;
  failure(error: string): void;
}

/** A handler that can never answer any more tells so: shell/common/gin_helper/reply_channel.h. */
const dropped = new FinalizationRegistry<Reply>((reply) => reply.failure('reply was never sent'));

/** `reply` is null for `ipcRenderer.send`, which has none. */
export async function dispatchFromPage(
  sender: WebContents,
  frame: WebFrameMain | null,
  channel: string,
  args: unknown[],
  reply: Reply | null,
): Promise<void> {
  const event = new IpcEvent(sender, frame);
  if (reply === null) {
    sender.emit('ipc-message', event, channel, ...args);
    ipcMain.emit(channel, event, ...args);
    return;
  }
  // Nothing but this call holds it, so that it goes with a handler that waits for what will never come.
  const pending = {};
  dropped.register(pending, reply, pending);
  try {
    reply.result(await ipcMain.invokeHandler(channel, event, args));
  } catch (error) {
    console.error(`Error occurred in handler for '${channel}':`, error);
    // Only this text passes, as documented: name and message, no other property.
    reply.failure(String(error));
  } finally {
    dropped.unregister(pending);
  }
}
