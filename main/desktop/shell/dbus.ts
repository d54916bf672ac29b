import { connect, type Socket } from 'node:net';

/** A reply on the session bus takes microseconds. Without one by then, nobody is there. */
const ANSWER_WITHIN_MS = 1000;

/** A call of a method whose arguments are strings. */
export interface BusCall {
  readonly destination: string;
  readonly path: string;
  readonly interface: string;
  readonly member: string;
  readonly arguments: readonly string[];
}

/** The result of a call. */
export interface BusReply {
  readonly body: Buffer;
  readonly isLittleEndian: boolean;
}

/**
 * Calls a method on the desktop's session bus.
 * @param address as in DBUS_SESSION_BUS_ADDRESS
 * @returns null where nobody answers, or with an error
 */
export function callOnBus(address: string, call: BusCall): Promise<BusReply | null> {
  const path = socketPath(address);
  return path === null ? Promise.resolve(null) : ask(connect(path), call);
}

/** @returns the number or boolean at the start of a reply, or 0 */
export function numberIn({ body, isLittleEndian }: BusReply): number {
  if (body.length < 4) return 0;
  return isLittleEndian ? body.readUInt32LE(0) : body.readUInt32BE(0);
}

/** A variant that holds an array of strings, as a property comes; none where it holds anything else. */
export function stringsIn({ body, isLittleEndian }: BusReply): readonly string[] {
  const word = (at: number) => (isLittleEndian ? body.readUInt32LE(at) : body.readUInt32BE(at));
  // The variant's signature with its length before and a zero byte behind, then the array from the next multiple of four.
  if (body.length < 8 || body.toString('latin1', 1, 4) !== 'as\0') return [];
  const end = Math.min(body.length, 8 + word(4));
  const strings: string[] = [];
  for (let at = 8; at + 4 <= end; ) {
    const valueEnd = at + 4 + word(at);
    if (valueEnd > end) break;
    strings.push(body.toString('utf8', at + 4, valueEnd));
    at = valueEnd + 1;
    at += (4 - (at % 4)) % 4;
  }
  return strings;
}

/** The first unix socket of an address; null for other transports. The dollar of an abstract one is a zero byte. */
export function socketPath(address: string): string | null {
  for (const server of address.split(';')) {
    const [, transport, parameters = ''] = /^([^:]+):(.*)$/.exec(server) ?? [];
    if (transport !== 'unix') continue;
    for (const parameter of parameters.split(',')) {
      const [, key, value = ''] = /^(path|abstract)=(.+)$/.exec(parameter) ?? [];
      if (key !== undefined) return (key === 'abstract' ? '\0' : '') + decodeURIComponent(value);
    }
  }
  return null;
}

const HELLO: BusCall = {
  destination: 'org.freedesktop.DBus',
  path: '/org/freedesktop/DBus',
  interface: 'org.freedesktop.DBus',
  member: 'Hello',
  arguments: [],
};

/** The D-Bus specification's handshake ("Authentication Protocol") and two method calls; the second has the answer. */
function ask(socket: Socket, call: BusCall): Promise<BusReply | null> {
  return new Promise((resolve) => {
    let received = Buffer.alloc(0);
    let begun = false;
    const answer = (reply: BusReply | null) => {
      socket.destroy();
      resolve(reply);
    };
    socket.setTimeout(ANSWER_WITHIN_MS, () => answer(null));
    socket.on('error', () => answer(null));
    socket.on('close', () => answer(null));
    socket.on('connect', () => {
      const user = Buffer.from(String(process.getuid?.() ?? '')).toString('hex');
      socket.write(`\0AUTH EXTERNAL ${user}\r\n`);
    });
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      if (!begun) {
        const end = received.indexOf('\r\n');
        if (end === -1) return;
        if (!received.toString('latin1', 0, end).startsWith('OK')) return answer(null);
        begun = true;
        received = received.subarray(end + 2);
        socket.write('BEGIN\r\n');
        socket.write(methodCall(1, HELLO));
        socket.write(methodCall(2, call));
      }
      for (let message = nextMessage(received); message !== null; message = nextMessage(received)) {
        if (message.answers === 2) return answer(message.reply);
        received = received.subarray(message.length);
      }
    });
  });
}

const METHOD_CALL = 1;
const METHOD_RETURN = 2;
const ERROR = 3;
const REPLY_SERIAL = 5;

/** A call in little endian ("Message Format" of the specification). */
function methodCall(serial: number, call: BusCall): Buffer {
  const fields: [number, string, string][] = [
    [1, 'o', call.path],
    [2, 's', call.interface],
    [3, 's', call.member],
    [6, 's', call.destination],
  ];
  const parts: Buffer[] = [];
  const add = (code: number, type: string, value: Buffer) =>
    parts.push(paddingTo(8, parts), Buffer.from([code, 1, type.charCodeAt(0), 0]), value);
  for (const [code, type, value] of fields) add(code, type, text(value));
  const { length } = call.arguments;
  if (length > 0) add(8, 'g', Buffer.from(`${String.fromCharCode(length)}${'s'.repeat(length)}\0`));
  const header = Buffer.concat(parts);
  const body: Buffer[] = [];
  for (const argument of call.arguments) body.push(paddingTo(4, body), text(argument));
  const start = Buffer.alloc(16);
  start.write('l');
  start.writeUInt8(METHOD_CALL, 1);
  start.writeUInt8(1, 3);
  start.writeUInt32LE(Buffer.concat(body).length, 4);
  start.writeUInt32LE(serial, 8);
  start.writeUInt32LE(header.length, 12);
  return Buffer.concat([start, header, paddingTo(8, [start, header]), ...body]);
}

/** Its length in bytes, itself, and a zero byte. */
function text(value: string): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(Buffer.byteLength(value));
  return Buffer.concat([length, Buffer.from(value), Buffer.from([0])]);
}

function paddingTo(size: number, parts: readonly Buffer[]): Buffer {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return Buffer.alloc((size - (length % size)) % size);
}

interface Message {
  readonly length: number;
  /** The serial of the call that it answers; null for signals. */
  readonly answers: number | null;
  /** Null for an error. */
  readonly reply: BusReply | null;
}

/** The message at the start of `bytes`, or null where it is not whole yet. */
function nextMessage(bytes: Buffer): Message | null {
  if (bytes.length < 16) return null;
  const little = bytes.toString('latin1', 0, 1) === 'l';
  const word = (at: number) => (little ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at));
  const headerEnd = 16 + word(12);
  const bodyStart = headerEnd + ((8 - (headerEnd % 8)) % 8);
  const length = bodyStart + word(4);
  if (bytes.length < length) return null;
  const type = bytes.readUInt8(1);
  const isAnswer = type === METHOD_RETURN || type === ERROR;
  let answers: number | null = null;
  for (let at = 16; isAnswer && at + 8 <= headerEnd; ) {
    // Of an answer's fields only the serial is a number; it may stand anywhere among the strings.
    const code = bytes.readUInt8(at);
    const kind = String.fromCharCode(bytes.readUInt8(at + 2));
    if (code === REPLY_SERIAL) answers = word(at + 4);
    const valueEnd =
      kind === 'u' ? at + 8 : kind === 'g' ? at + 4 + bytes.readUInt8(at + 4) + 2 : at + 8 + word(at + 4) + 1;
    at = valueEnd + ((8 - (valueEnd % 8)) % 8);
  }
  const reply = { body: bytes.subarray(bodyStart, length), isLittleEndian: little };
  return { length, answers, reply: type === METHOD_RETURN ? reply : null };
}
