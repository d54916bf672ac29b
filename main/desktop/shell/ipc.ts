import { type BrowserWindow, type IpcMainInvokeEvent, ipcMain } from 'electron';
import { z } from 'zod';
import { CALL_CHANNELS } from '../../../preload/channels.ts';
import type { Calls, Events } from '../../../preload/contract/contract.ts';
import { APP_ORIGIN } from './app-scheme.ts';
import { ownArguments } from './named-uploads.ts';
import { isTooLarge } from './payload-size.ts';

/** How the calls on some channels are served, such as those of one feature. */
export type Handlers<Channel extends keyof Calls> = { readonly [C in Channel]: Handler<Calls[C]> };

type SchemasOf<Arguments extends readonly unknown[]> = {
  readonly [I in keyof Arguments]: z.ZodType<Arguments[I]>;
};

interface Handler<Signature extends (...payload: never) => unknown> {
  /** The schema of each argument. Anything else is refused before `handle` sees it. */
  readonly payload: SchemasOf<Parameters<Signature>>;
  readonly handle: (
    ...payload: Parameters<Signature>
  ) => ReturnType<Signature> | Promise<ReturnType<Signature>>;
}

/** One of Hoist’s windows. `current` is null while it is not open. */
export interface HoistWindow {
  readonly current: BrowserWindow | null;
}

/** All that the drop window may call. */
const OF_DROP_WINDOW: ReadonlySet<keyof Calls> = new Set(['queue:add', 'preferences:get', 'language:get']);

/** The channels to Hoist's windows: each feature serves its calls and sends its events here. */
export class Ipc {
  readonly #mainWindow: HoistWindow;
  readonly #dropWindow: HoistWindow;
  readonly #served = new Set<keyof Calls>();
  #isOwn: ((id: string) => boolean) | null = null;

  constructor(windows: { mainWindow: HoistWindow; dropWindow: HoistWindow }) {
    this.#mainWindow = windows.mainWindow;
    this.#dropWindow = windows.dropWindow;
  }

  /**
   * Serves calls of Hoist's windows, and of nobody else.
   * @throws where one of the channels is served already
   */
  serve<C extends keyof Calls>(handlers: Handlers<C>): void {
    for (const channel of Object.keys(handlers) as C[]) this.#serve(channel, handlers[channel]);
  }

  /** @param isOwn whether the upload of this id belongs to the connection that is shown; handlers see no others */
  guardUploads(isOwn: (id: string) => boolean): void {
    this.#isOwn = isOwn;
  }

  /** @throws where a channel of the contract has no handler, or nobody guards the uploads of other connections */
  checkComplete(): void {
    if (this.#isOwn === null) throw new Error('Nobody guards the uploads of other connections.');
    const missing = Object.values(CALL_CHANNELS).filter((channel) => !this.#served.has(channel));
    if (missing.length > 0) throw new Error(`No feature serves ${missing.join(', ')}.`);
  }

  /** Sends an event to the main window, if it is open. */
  push<E extends keyof Events>(channel: E, ...payload: Events[E]): void {
    push(this.#mainWindow.current, channel, ...payload);
  }

  /** Sends an event to each open window. */
  pushToAll<E extends keyof Events>(channel: E, ...payload: Events[E]): void {
    for (const { current } of [this.#mainWindow, this.#dropWindow]) push(current, channel, ...payload);
  }

  #serve<C extends keyof Calls>(channel: C, { payload, handle }: Handlers<C>[C]): void {
    const schema = z.tuple(payload as unknown as []);
    ipcMain.handle(channel, (event, ...args: unknown[]) => {
      const windows = OF_DROP_WINDOW.has(channel) ? [this.#mainWindow, this.#dropWindow] : [this.#mainWindow];
      refuseStrangers(
        event,
        windows.map(({ current }) => current),
      );
      if (isTooLarge(args)) throw new RangeError(`${channel}: too large`);
      const parsed = schema.safeParse(args);
      if (!parsed.success)
        throw new TypeError(`${channel}: ${parsed.error.issues[0]?.message ?? 'not valid'}`);
      // Until somebody guards them, nobody has a window to name them.
      const own = ownArguments(channel, parsed.data, this.#isOwn ?? (() => false));
      return (handle as (...args: unknown[]) => unknown)(...own);
    });
    this.#served.add(channel);
  }
}

/** Sends an event to this window, if it is open. */
export function push<E extends keyof Events>(
  window: BrowserWindow | null,
  channel: E,
  ...payload: Events[E]
): void {
  if (window !== null && !window.isDestroyed()) window.webContents.send(channel, ...payload);
}

/** @throws unless the app's own page calls, in the main frame of one of these windows */
function refuseStrangers(
  { sender, senderFrame }: IpcMainInvokeEvent,
  windows: readonly (BrowserWindow | null)[],
): void {
  const window = windows.find((each) => each?.webContents === sender);
  const known =
    window?.webContents.mainFrame === senderFrame && senderFrame?.url.startsWith(`${APP_ORIGIN}/`);
  if (!known) throw new Error('This sender may not call Hoist.');
}
