/**
 * What makes the stand-in honest: every object it hands to the app ends its prototype chain in a guard, so that a
 * property nobody wrote throws by name instead of being `undefined`.
 */
import { EventEmitter } from 'node:events';

const nameOf = Symbol('electron stand-in name');

/** Asked for by the language itself (`await`, `JSON.stringify`), not by the app. */
const askedByTheLanguage = new Set(['then', 'toJSON']);

export class NotImplementedError extends Error {}

export function notImplemented(name: string): Error {
  return new NotImplementedError(`not implemented: electron.${name}`);
}

/** A function that throws when called, for calls that a test replaces as it would on real Electron. */
export function throwsNotImplemented(name: string): (...args: never[]) => never {
  return () => {
    throw notImplemented(name);
  };
}

/** Ends a prototype chain in place of `base`. */
function guardAbove(base: object): object {
  return new Proxy(base, {
    get(target, key, receiver: object) {
      if (typeof key === 'symbol' || askedByTheLanguage.has(key) || key in target) {
        return Reflect.get(target, key, receiver);
      }
      const name =
        typeof receiver === 'function' ? (receiver as { name: string }).name : Reflect.get(receiver, nameOf);
      throw notImplemented(`${name}.${key}`);
    },
  });
}

const guard = guardAbove(Object.prototype);
/** For what is asked of a class itself, such as `BrowserWindow.fromDevToolsExtension`. */
const classGuard = guardAbove(Function.prototype);

const eventsOf = Symbol('electron stand-in events');
type AnyEvent = string | symbol;
type Listener = (...args: never[]) => void;

class GuardedEmitter {
  declare readonly [nameOf]: string;
  declare readonly [eventsOf]: ReadonlySet<AnyEvent> | null;

  constructor(name: string, events: readonly string[] | 'any') {
    Object.defineProperty(this, nameOf, { value: name });
    const known = events === 'any' ? null : new Set([...events, 'newListener', 'removeListener']);
    Object.defineProperty(this, eventsOf, { value: known });
    Reflect.apply(EventEmitter as unknown as () => void, this, []);
  }

  checkEvent(event: AnyEvent): void {
    const known = this[eventsOf];
    // Those with a dash are the stand-in's own.
    if (known === null || known.has(event) || String(event).startsWith('-')) return;
    throw notImplemented(`${this[nameOf]}: the event '${String(event)}'`);
  }
}
const { constructor: _, ...emitterMembers } = Object.getOwnPropertyDescriptors(EventEmitter.prototype);
Object.defineProperties(GuardedEmitter.prototype, emitterMembers);
// `once` and `prependOnceListener` go through these.
for (const method of ['on', 'addListener', 'prependListener'] as const) {
  const listen = EventEmitter.prototype[method];
  Object.defineProperty(GuardedEmitter.prototype, method, {
    value(this: GuardedEmitter, event: AnyEvent, listener: Listener) {
      this.checkEvent(event);
      return Reflect.apply(listen, this, [event, listener]);
    },
  });
}
Object.setPrototypeOf(GuardedEmitter.prototype, guard);
Object.setPrototypeOf(GuardedEmitter, classGuard);

/**
 * An EventEmitter whose unknown properties throw `not implemented: electron.<name>.<property>`, and whoever listens to an
 * event that never comes is told so as well. `events` are those that the stand-in emits, and those that only a person,
 * a test or another system brings.
 */
export const StrictEmitter = GuardedEmitter as unknown as new (
  name: string,
  events: readonly string[] | 'any',
) => EventEmitter;

/** The same without events. */
export class StrictObject {
  constructor(name: string) {
    Object.defineProperty(this, nameOf, { value: name });
  }
}
Object.setPrototypeOf(StrictObject.prototype, guard);
Object.setPrototypeOf(StrictObject, classGuard);

/** Gives `members` to an object whose every other property throws by name. */
export function strictObject<T extends object>(name: string, members: T): T {
  const object = new StrictObject(name);
  Object.defineProperties(object, Object.getOwnPropertyDescriptors(members));
  return object as unknown as T;
}

/** Stands for a whole module or class that is not there: any use of it throws by name. */
export function notImplementedExport(name: string): never {
  const fail = (): never => {
    throw notImplemented(name);
  };
  const handler: ProxyHandler<() => void> = {
    apply: fail,
    construct: fail,
    set: fail,
    get(_target, key) {
      if (typeof key === 'symbol' || askedByTheLanguage.has(key)) return undefined;
      throw notImplemented(`${name}.${key}`);
    },
  };
  return new Proxy(function unavailable() {}, handler) as unknown as never;
}

/** An event as Electron passes it: `preventDefault()` and whether it was called. */
export class PreventableEvent {
  defaultPrevented = false;

  preventDefault(): void {
    this.defaultPrevented = true;
  }
}
