import { connect, type Socket } from 'node:net';

/** A question on the session bus takes microseconds; who does not answer by then is not there. */
const ANSWER_WITHIN_MS = 1000;

/**
 * Whether somebody on the desktop's session bus owns `name`, such as `org.kde.StatusNotifierWatcher`.
 * @param address as in DBUS_SESSION_BUS_ADDRESS
 */
export function ownsName(address: string, name: string): Promise<boolean> {
  const path = socketPath(address);
  return path === null ? Promise.resolve(false) : ask(connect(path), name);
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

/** The D-Bus specification's handshake ("Authentication Protocol") and two method calls; the second has the answer. */
function ask(socket: Socket, name: string): Promise<boolean> {
  return new Promise<boolean>((resolve) => {
    let received = Buffer.alloc(0);
    let begun = false;
    const answer = (owned: boolean) => {
      socket.destroy();
      resolve(owned);
    };
    socket.setTimeout(ANSWER_WITHIN_MS, () => answer(false));
    socket.on('error', () => answer(false));
    socket.on('close', () => answer(false));
    socket.on('connect', () => {
      const user = Buffer.from(String(process.getuid?.() ?? '')).toString('hex');
      socket.write(`\0AUTH EXTERNAL ${user}\r\n`);
    });
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      if (!begun) {
        const end = received.indexOf('\r\n');
        if (end === -1) return;
        if (!received.toString('latin1', 0, end).startsWith('OK')) return answer(false);
        begun = true;
        received = received.subarray(end + 2);
        socket.write('BEGIN\r\n');
        socket.write(methodCall(1, 'Hello', null));
        socket.write(methodCall(2, 'NameHasOwner', name));
      }
      for (let message = nextMessage(received); message !== null; message = nextMessage(received)) {
        if (message.answers === 2) return answer(message.isTrue);
        received = received.subarray(message.length);
      }
    });
  });
}

const METHOD_CALL = 1;
const METHOD_RETURN = 2;
const REPLY_SERIAL = 5;

/** A call of the bus itself, with at most one string ("Message Format" of the specification), in little endian. */
function methodCall(serial: number, member: string, argument: string | null): Buffer {
  const fields: [number, string, string][] = [
    [1, 'o', '/org/freedesktop/DBus'],
    [2, 's', 'org.freedesktop.DBus'],
    [3, 's', member],
    [6, 's', 'org.freedesktop.DBus'],
  ];
  const parts: Buffer[] = [];
  const add = (code: number, type: string, value: Buffer) =>
    parts.push(paddingTo8(parts), Buffer.from([code, 1, type.charCodeAt(0), 0]), value);
  for (const [code, type, value] of fields) add(code, type, text(value));
  if (argument !== null) add(8, 'g', Buffer.from([1, 's'.charCodeAt(0), 0]));
  const header = Buffer.concat(parts);
  const body = argument === null ? Buffer.alloc(0) : text(argument);
  const start = Buffer.alloc(16);
  start.write('l');
  start.writeUInt8(METHOD_CALL, 1);
  start.writeUInt8(1, 3);
  start.writeUInt32LE(body.length, 4);
  start.writeUInt32LE(serial, 8);
  start.writeUInt32LE(header.length, 12);
  return Buffer.concat([start, header, paddingTo8([start, header]), body]);
}

/** Its length in bytes, itself, and a zero byte. */
function text(value: string): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(Buffer.byteLength(value));
  return Buffer.concat([length, Buffer.from(value), Buffer.from([0])]);
}

function paddingTo8(parts: readonly Buffer[]): Buffer {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return Buffer.alloc((8 - (length % 8)) % 8);
}

interface Message {
  readonly length: number;
  /** The serial of the call that it returns from; null for signals and errors. */
  readonly answers: number | null;
  /** The first word of its body as a boolean. */
  readonly isTrue: boolean;
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
  const isReturn = bytes.readUInt8(1) === METHOD_RETURN;
  let answers: number | null = null;
  for (let at = 16; isReturn && at + 8 <= headerEnd; ) {
    // Of a return's fields only the serial is a number; it may stand anywhere among the strings.
    const code = bytes.readUInt8(at);
    const type = String.fromCharCode(bytes.readUInt8(at + 2));
    if (code === REPLY_SERIAL) answers = word(at + 4);
    const valueEnd =
      type === 'u' ? at + 8 : type === 'g' ? at + 4 + bytes.readUInt8(at + 4) + 2 : at + 8 + word(at + 4) + 1;
    at = valueEnd + ((8 - (valueEnd % 8)) % 8);
  }
  return { length, answers, isTrue: word(4) >= 4 && word(bodyStart) === 1 };
}
