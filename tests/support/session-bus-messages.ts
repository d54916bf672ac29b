/** Messages of D-Bus, in little endian, as far as a small bus needs them: "Message Format" of its specification. */

const METHOD_CALL = 1;
const METHOD_RETURN = 2;
const ERROR = 3;
const SIGNAL = 4;
const NO_REPLY_EXPECTED = 1;

const FIELD = { path: 1, interface: 2, member: 3, errorName: 4, replySerial: 5, signature: 8 } as const;

export interface ReceivedMessage {
  /** In bytes, whole. */
  readonly length: number;
  readonly serial: number;
  /** The method that is called. */
  readonly member: string;
  readonly expectsReply: boolean;
}

/** The message at the start of `bytes`, or null where it is not whole yet. */
export function nextMessage(bytes: Buffer): ReceivedMessage | null {
  if (bytes.length < 16) return null;
  const headerEnd = 16 + bytes.readUInt32LE(12);
  const length = headerEnd + paddingAfter(headerEnd) + bytes.readUInt32LE(4);
  if (bytes.length < length) return null;
  let member = '';
  for (let at = 16; at + 8 <= headerEnd; ) {
    const type = bytes.toString('latin1', at + 2, at + 3);
    const valueAt = at + 4;
    const size =
      type === 'u' ? 4 : type === 'g' ? bytes.readUInt8(valueAt) + 2 : bytes.readUInt32LE(valueAt) + 5;
    if (bytes.readUInt8(at) === FIELD.member)
      member = bytes.toString('utf8', valueAt + 4, valueAt + size - 1);
    at = valueAt + size;
    at += paddingAfter(at);
  }
  const expectsReply = bytes.readUInt8(1) === METHOD_CALL && (bytes.readUInt8(2) & NO_REPLY_EXPECTED) === 0;
  return { length, serial: bytes.readUInt32LE(8), member, expectsReply };
}

/** The return value of a call: a string, a boolean, a number, a property of several strings, nothing, or an error. */
export type ReplyContent = string | boolean | number | readonly string[] | null | Error;

export function writeReply(serial: number, content: ReplyContent): Buffer {
  const answers = field(FIELD.replySerial, 'u', word(serial));
  if (content instanceof Error) {
    const name = field(FIELD.errorName, 's', text('org.freedesktop.DBus.Error.ServiceUnknown'));
    return message(ERROR, [answers, name, signature('s')], text(content.message));
  }
  if (content === null) return message(METHOD_RETURN, [answers], Buffer.alloc(0));
  if (typeof content === 'object') return message(METHOD_RETURN, [answers, signature('v')], strings(content));
  if (typeof content === 'number') return message(METHOD_RETURN, [answers, signature('u')], word(content));
  const [type, body] = typeof content === 'string' ? ['s', text(content)] : ['b', word(content ? 1 : 0)];
  return message(METHOD_RETURN, [answers, signature(type)], body);
}

/** A signal from the bus itself to a client that has connected. */
export function signal(): Buffer {
  const fields = [
    field(FIELD.path, 'o', text('/org/freedesktop/DBus')),
    field(FIELD.interface, 's', text('org.freedesktop.DBus')),
    field(FIELD.member, 's', text('NameAcquired')),
    signature('s'),
  ];
  return message(SIGNAL, fields, text(':1.1'));
}

function message(type: number, fields: readonly Buffer[], body: Buffer): Buffer {
  // Each field begins at a multiple of eight; the last one ends where it ends.
  const header = fields.reduce((all, each) =>
    Buffer.concat([all, Buffer.alloc(paddingAfter(all.length)), each]),
  );
  const start = Buffer.alloc(16);
  start.write('l');
  start.writeUInt8(type, 1);
  start.writeUInt8(1, 3);
  start.writeUInt32LE(body.length, 4);
  // The bus counts its own messages from one; nobody answers them.
  start.writeUInt32LE(1, 8);
  start.writeUInt32LE(header.length, 12);
  return Buffer.concat([start, header, Buffer.alloc(paddingAfter(header.length)), body]);
}

function field(code: number, type: string, value: Buffer): Buffer {
  return Buffer.concat([Buffer.from([code, 1, type.charCodeAt(0), 0]), value]);
}

function signature(types: string): Buffer {
  return field(FIELD.signature, 'g', Buffer.from(`\x01${types}\0`, 'latin1'));
}

function text(value: string): Buffer {
  return Buffer.concat([word(Buffer.byteLength(value)), Buffer.from(`${value}\0`)]);
}

/** A variant of them; each begins at a multiple of four. */
function strings(values: readonly string[]): Buffer {
  const array = values.reduce(
    (all, each) => Buffer.concat([all, Buffer.alloc((4 - (all.length % 4)) % 4), text(each)]),
    Buffer.alloc(0),
  );
  return Buffer.concat([Buffer.from('\x02as\0', 'latin1'), word(array.length), array]);
}

function word(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function paddingAfter(length: number): number {
  return (8 - (length % 8)) % 8;
}
