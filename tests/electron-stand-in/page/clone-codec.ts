/**
 * Structured clone as text, for the crossings between the main process and a page. Both ends run these very functions:
 * the page gets their source (see page-scripts.ts), so each may use the other but nothing from outside this file.
 *
 * `structuredClone` itself decides what can be cloned and how; only its result is written down.
 */

type Wire = string | number | boolean | null | readonly [tag: string, ...rest: unknown[]];

/** Electron's words for what `structuredClone` refuses. */
export function cloneRefused(): Error {
  return new Error('An object could not be cloned.');
}

export function encodeClone(value: unknown): string {
  let copy: unknown;
  try {
    copy = structuredClone(value);
  } catch {
    throw cloneRefused();
  }
  return JSON.stringify(writeWire(copy, new Map()));
}

export function decodeClone(text: string): unknown {
  return readWire(JSON.parse(text) as Wire, []);
}

/** `seen` numbers each object in the order met, so that shared and circular references stay what they are. */
export function writeWire(value: unknown, seen: Map<object, number>): Wire {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (value === undefined) return ['undefined'];
  if (typeof value === 'bigint') return ['bigint', String(value)];
  if (typeof value === 'number') {
    return Number.isFinite(value) && !Object.is(value, -0)
      ? value
      : ['number', Object.is(value, -0) ? '-0' : String(value)];
  }
  if (typeof value !== 'object') throw cloneRefused();
  const known = seen.get(value);
  if (known !== undefined) return ['ref', known];
  seen.set(value, seen.size);
  const write = (part: unknown) => writeWire(part, seen);
  if (Array.isArray(value)) {
    return ['array', ...Array.from(value, (item, index) => (index in value ? write(item) : ['hole']))];
  }
  if (value instanceof Date) return ['date', value.getTime()];
  if (value instanceof RegExp) return ['regexp', value.source, value.flags];
  if (value instanceof Map) return ['map', ...[...value].flat().map(write)];
  if (value instanceof Set) return ['set', ...[...value].map(write)];
  if (value instanceof Error) {
    return [
      'error',
      value.name,
      value.message,
      value.stack ?? null,
      'cause' in value ? write(value.cause) : ['hole'],
    ];
  }
  if (value instanceof ArrayBuffer) return ['buffer', bytesToBase64(new Uint8Array(value))];
  if (ArrayBuffer.isView(value)) {
    const length = value instanceof DataView ? value.byteLength : (value as Uint8Array).length;
    return ['view', value.constructor.name, write(value.buffer), value.byteOffset, length];
  }
  if (Object.getPrototypeOf(value) !== Object.prototype) throw cloneRefused();
  return ['object', ...Object.entries(value).flatMap(([key, part]) => [key, write(part)])];
}

export function readWire(wire: Wire, seen: unknown[]): unknown {
  if (!Array.isArray(wire)) return wire;
  const [tag, ...rest] = wire as [string, ...Wire[]];
  const keep = <T>(made: T): T => {
    seen.push(made);
    return made;
  };
  const read = (part: Wire | undefined) => readWire(part ?? null, seen);
  switch (tag) {
    case 'undefined':
      return undefined;
    case 'bigint':
      return BigInt(String(rest[0]));
    case 'number':
      return Number(rest[0]);
    case 'ref':
      return seen[Number(rest[0])];
    case 'array': {
      const array = keep(new Array<unknown>(rest.length));
      for (const [index, part] of rest.entries()) {
        if (!(Array.isArray(part) && part[0] === 'hole')) array[index] = read(part);
      }
      return array;
    }
    case 'date':
      return keep(new Date(rest[0] as number));
    case 'regexp':
      return keep(new RegExp(String(rest[0]), String(rest[1])));
    case 'map': {
      const map = keep(new Map<unknown, unknown>());
      for (let i = 0; i < rest.length; i += 2) map.set(read(rest[i]), read(rest[i + 1]));
      return map;
    }
    case 'set': {
      const set = keep(new Set<unknown>());
      for (const part of rest) set.add(read(part));
      return set;
    }
    case 'error':
      return readError(rest, keep, read);
    case 'buffer':
      return keep(base64ToBytes(String(rest[0])).buffer);
    case 'view':
      return readView(rest, seen, read);
    case 'object': {
      const object = keep<object>({});
      for (let i = 0; i < rest.length; i += 2) {
        // An own property even where its name is "__proto__".
        const property = { value: read(rest[i + 1]), writable: true, enumerable: true, configurable: true };
        Object.defineProperty(object, String(rest[i]), property);
      }
      return object;
    }
    default:
      throw new Error(`stand-in: unknown tag ${tag}`);
  }
}

export function readError(
  rest: readonly Wire[],
  keep: <T>(made: T) => T,
  read: (part: Wire | undefined) => unknown,
): Error {
  const [name, message, stack, cause] = rest;
  const kinds = { EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError };
  const Kind = kinds[name as keyof typeof kinds] ?? Error;
  const error = keep(new Kind(String(message)));
  Object.defineProperty(error, 'stack', { value: stack ?? undefined, writable: true, configurable: true });
  if (!(Array.isArray(cause) && cause[0] === 'hole')) {
    Object.defineProperty(error, 'cause', { value: read(cause), writable: true, configurable: true });
  }
  return error;
}

/** A view's number comes before its buffer's, as `writeWire` met them. */
export function readView(
  rest: readonly Wire[],
  seen: unknown[],
  read: (part: Wire | undefined) => unknown,
): ArrayBufferView {
  const place = seen.push(null) - 1;
  const kinds = {
    Int8Array,
    Uint8Array,
    Uint8ClampedArray,
    Int16Array,
    Uint16Array,
    Int32Array,
    Uint32Array,
    Float32Array,
    Float64Array,
    BigInt64Array,
    BigUint64Array,
    DataView,
  };
  const [kind, buffer, offset, length] = rest;
  type ViewKind = new (buffer: ArrayBuffer, offset: number, length: number) => ArrayBufferView;
  const View = kinds[kind as keyof typeof kinds] as ViewKind | undefined;
  if (!View) throw cloneRefused();
  const view = new View(read(buffer) as ArrayBuffer, offset as number, length as number);
  seen[place] = view;
  return view;
}

export function bytesToBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000) {
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  }
  return btoa(text);
}

export function base64ToBytes(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
