/** `ipcRenderer` in the preload's world: messages as text over a binding that only this world has. */
import type { decodeClone as Decode, encodeClone as Encode } from './clone-codec.ts';

export type ToMain =
  | { readonly kind: 'send'; readonly channel: string; readonly args: string }
  | { readonly kind: 'permission'; readonly permission: string; readonly isRequest: boolean }
  /** Nobody listens to this channel: the preload script did not load. */
  | { readonly kind: 'preload-error'; readonly message: string; readonly stack: string }
  | { readonly kind: 'invoke'; readonly id: number; readonly channel: string; readonly args: string };

export type ToPage =
  | { readonly kind: 'message'; readonly channel: string; readonly args: string }
  | { readonly kind: 'reply'; readonly id: number; readonly result: string }
  | { readonly kind: 'failure'; readonly id: number; readonly error: string };

type IpcListener = (event: object, ...args: unknown[]) => void;

export class PageIpc {
  readonly #post: (text: string) => void;
  readonly #codec: { encode: typeof Encode; decode: typeof Decode };
  readonly #listeners = new Map<string, { listener: IpcListener; once: boolean }[]>();
  readonly #waiting = new Map<
    number,
    { resolve(value: unknown): void; reject(error: Error): void; channel: string }
  >();
  #lastId = 0;

  constructor(post: (text: string) => void, codec: { encode: typeof Encode; decode: typeof Decode }) {
    this.#post = post;
    this.#codec = codec;
  }

  receive(message: ToPage): void {
    if (message.kind === 'message') {
      this.#emit(message.channel, this.#codec.decode(message.args) as unknown[]);
      return;
    }
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.kind === 'reply') waiting?.resolve(this.#codec.decode(message.result));
    else waiting?.reject(new Error(`Error invoking remote method '${waiting.channel}': ${message.error}`));
  }

  send(channel: string, ...args: unknown[]): void {
    this.#say({ kind: 'send', channel: this.#channel(channel), args: this.#codec.encode(args) });
  }

  tellPermission(permission: string, isRequest: boolean): void {
    this.#say({ kind: 'permission', permission, isRequest });
  }

  tellPreloadError(error: unknown): void {
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    this.#say({ kind: 'preload-error', message, stack: stack ?? message });
  }

  async invoke(channel: string, ...args: unknown[]): Promise<unknown> {
    const encoded = this.#codec.encode(args);
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject, channel });
      this.#say({ kind: 'invoke', id, channel: this.#channel(channel), args: encoded });
    });
  }

  on(channel: string, listener: IpcListener, once = false): void {
    if (typeof listener !== 'function') {
      throw new TypeError('The "listener" argument must be of type function.');
    }
    this.#listeners.set(channel, [...(this.#listeners.get(channel) ?? []), { listener, once }]);
  }

  /** Takes away the listener added last, as an EventEmitter does. */
  off(channel: string, listener: IpcListener): void {
    const listeners = this.#listeners.get(channel) ?? [];
    const index = listeners.findLastIndex((entry) => entry.listener === listener);
    this.#listeners.set(
      channel,
      listeners.filter((_, at) => at !== index),
    );
  }

  removeAll(channel?: string): void {
    if (channel === undefined) this.#listeners.clear();
    else this.#listeners.delete(channel);
  }

  #emit(channel: string, args: unknown[]): void {
    for (const { listener, once } of this.#listeners.get(channel) ?? []) {
      if (once) this.off(channel, listener);
      try {
        listener({ ports: [] }, ...args);
      } catch (error) {
        reportError(error);
      }
    }
  }

  #channel(channel: unknown): string {
    if (typeof channel !== 'string')
      throw new TypeError('Error processing argument at index 0, conversion failure');
    return channel;
  }

  #say(message: ToMain): void {
    this.#post(JSON.stringify(message));
  }
}
