/**
 * The wall between a page's main world and the preload's isolated world, as Electron's contextBridge documents it:
 * functions are proxied, promises and errors re-made, everything else copied.
 *
 * The two worlds share the DOM and nothing else, so a crossing is a CustomEvent of a random name. Chromium itself
 * clones `detail` for the other world, `File`s included, and dispatching is synchronous, so a call can answer at once.
 * The page never learns the name. Both worlds run this class; the source is put into the page by page-scripts.ts.
 */

export type Packed =
  | readonly ['value', unknown]
  | readonly ['array', readonly Packed[]]
  | readonly ['object', readonly (readonly [string, Packed])[]]
  | readonly ['error', string]
  | readonly ['function', number]
  | readonly ['your function', number]
  | readonly ['promise', number];

export type BridgeMessage =
  | { readonly kind: 'call'; readonly call: number; readonly fn: number; readonly args: readonly Packed[] }
  | { readonly kind: 'answer'; readonly call: number; readonly ok: boolean; readonly value: Packed }
  | { readonly kind: 'settle'; readonly promise: number; readonly ok: boolean; readonly value: Packed }
  | { readonly kind: 'expose'; readonly key: string; readonly api: Packed }
  | { readonly kind: 'permission'; readonly permission: string; readonly isRequest: boolean };

type AnyFunction = (...args: unknown[]) => unknown;
type Answer = Extract<BridgeMessage, { kind: 'answer' }>;

/** As deep as Electron follows nested objects. */
export const bridgeDepthLimit = 1000;

export class WorldBridge {
  /** Called with each value that arrives, before the code it is meant for. */
  onArrival: (value: unknown) => void = () => undefined;
  /** Called when the other world exposes an API; throws where it cannot. */
  onExpose: (key: string, api: Packed) => void = () => undefined;

  /** Called when the page asks for a permission, or whether it has it. */
  onPermission: (permission: string, isRequest: boolean) => void = () => undefined;

  readonly #post: (message: BridgeMessage) => void;
  readonly #given: AnyFunction[] = [];
  readonly #numbers = new WeakMap<AnyFunction, number>();
  readonly #received = new WeakMap<AnyFunction, number>();
  readonly #answers = new Map<number, Answer>();
  readonly #settling = new Map<number, { resolve(value: unknown): void; reject(error: unknown): void }>();
  #calls = 0;
  #promises = 0;

  constructor(sendName: string, receiveName: string) {
    // The page may replace these later; the bridge goes on with the browser's own.
    const dispatch = window.dispatchEvent.bind(window);
    const Event = CustomEvent;
    const detailOf = Object.getOwnPropertyDescriptor(Event.prototype, 'detail')?.get;
    this.#post = (message) => {
      dispatch(new Event(sendName, { detail: message }));
    };
    window.addEventListener(receiveName, (event) => {
      event.stopImmediatePropagation();
      const message = detailOf && (Reflect.apply(detailOf, event, []) as BridgeMessage | null);
      if (message) this.#receive(message);
    });
  }

  expose(key: string, api: unknown): void {
    this.#answers.delete(0);
    this.#post({ kind: 'expose', key, api: this.pack(api, 0) });
    const answer = this.#answers.get(0);
    if (answer && !answer.ok) throw this.unpack(answer.value);
  }

  tellPermission(permission: string, isRequest: boolean): void {
    this.#post({ kind: 'permission', permission, isRequest });
  }

  pack(value: unknown, depth: number): Packed {
    if (depth > bridgeDepthLimit) {
      throw new TypeError(
        `Electron contextBridge recursion depth exceeded.  Nested objects deeper than ${bridgeDepthLimit} are not supported.`,
      );
    }
    if (typeof value === 'function') return this.#packFunction(value as AnyFunction);
    if (typeof value === 'symbol') return ['value', undefined];
    if (typeof value !== 'object' || value === null) return ['value', value];
    if (value instanceof Promise) return this.#packPromise(value);
    if (value instanceof Error) return ['error', typeof value.message === 'string' ? value.message : ''];
    if (value instanceof Element) throw new Error('not implemented: electron.contextBridge with an Element');
    if (Array.isArray(value)) {
      const items = Array.from(value, (item) => this.pack(item, depth + 1));
      return items.every(([kind]) => kind === 'value')
        ? ['value', items.map((item) => item[1])]
        : ['array', items];
    }
    if (Object.prototype.toString.call(value) !== '[object Object]') return this.#packCloneable(value);
    const entries = Object.keys(value).map(
      (key) => [key, this.pack(Reflect.get(value, key), depth + 1)] as const,
    );
    return entries.every(([, [kind]]) => kind === 'value')
      ? ['value', Object.fromEntries(entries.map(([key, part]) => [key, part[1]]))]
      : ['object', entries];
  }

  unpack(packed: Packed): unknown {
    switch (packed[0]) {
      case 'value':
        return packed[1];
      case 'array':
        return packed[1].map((item) => this.unpack(item));
      case 'object':
        return Object.fromEntries(packed[1].map(([key, part]) => [key, this.unpack(part)]));
      case 'error':
        return new Error(packed[1]);
      case 'your function':
        return this.#given[packed[1]];
      case 'function':
        return this.#proxy(packed[1]);
      case 'promise':
        return new Promise((resolve, reject) => this.#settling.set(packed[1], { resolve, reject }));
    }
  }

  /** Dates, Maps, Files …: what structured clone takes whole. A clone that fails in the crossing would fail silently. */
  #packCloneable(value: object): Packed {
    if (value instanceof Blob || value instanceof FileList) return ['value', value];
    try {
      return ['value', structuredClone(value)];
    } catch {
      throw new Error('An object could not be cloned.');
    }
  }

  #packFunction(fn: AnyFunction): Packed {
    const theirs = this.#received.get(fn);
    if (theirs !== undefined) return ['your function', theirs];
    const known = this.#numbers.get(fn);
    const number = known ?? this.#given.push(fn) - 1;
    this.#numbers.set(fn, number);
    return ['function', number];
  }

  #packPromise(promise: Promise<unknown>): Packed {
    const number = this.#promises++;
    const settle = (ok: boolean, result: unknown) => {
      let value: Packed;
      try {
        value = this.pack(result, 0);
      } catch (error) {
        ok = false;
        value = ['error', error instanceof Error ? error.message : String(error)];
      }
      this.#post({ kind: 'settle', promise: number, ok, value });
    };
    promise.then(
      (result) => settle(true, result),
      (error: unknown) => settle(false, error),
    );
    return ['promise', number];
  }

  #proxy(fn: number): AnyFunction {
    const proxy = (...args: unknown[]) => {
      const call = ++this.#calls;
      this.#post({ kind: 'call', call, fn, args: args.map((arg) => this.pack(arg, 0)) });
      const answer = this.#answers.get(call);
      this.#answers.delete(call);
      if (!answer) throw new Error('An object could not be cloned.');
      const value = this.unpack(answer.value);
      this.onArrival(value);
      if (answer.ok) return value;
      throw value;
    };
    this.#received.set(proxy, fn);
    return proxy;
  }

  #receive(message: BridgeMessage): void {
    if (message.kind === 'call') this.#answer(message);
    else if (message.kind === 'permission') this.onPermission(message.permission, message.isRequest);
    else if (message.kind === 'answer') this.#answers.set(message.call, message);
    else if (message.kind === 'settle') {
      const value = this.unpack(message.value);
      this.onArrival(value);
      this.#settling.get(message.promise)?.[message.ok ? 'resolve' : 'reject'](value);
      this.#settling.delete(message.promise);
    } else {
      const answer = this.#attempt(() => this.onExpose(message.key, message.api));
      this.#post({ kind: 'answer', call: 0, ...answer });
    }
  }

  #answer({ call, fn, args }: Extract<BridgeMessage, { kind: 'call' }>): void {
    const answer = this.#attempt(() => {
      const values = args.map((arg) => this.unpack(arg));
      this.onArrival(values);
      return this.#given[fn]?.(...values);
    });
    this.#post({ kind: 'answer', call, ...answer });
  }

  /** What is thrown crosses as a plain Error with the same message and nothing else. */
  #attempt(work: () => unknown): { ok: boolean; value: Packed } {
    try {
      return { ok: true, value: this.pack(work(), 0) };
    } catch (error) {
      const unknown =
        'An unknown exception occurred in the isolated context, an error occurred but a valid exception was not thrown.';
      const message = error instanceof Error || error instanceof DOMException ? error.message : unknown;
      return { ok: false, value: ['error', message] };
    }
  }
}
