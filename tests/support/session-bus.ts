import { createServer, type Socket } from 'node:net';
import { tempFolder } from './temp-folder.ts';

/** A desktop's session bus, as far as being asked who is there (`NameHasOwner`) goes. */
export interface SessionBus extends AsyncDisposable {
  /** For DBUS_SESSION_BUS_ADDRESS. */
  readonly address: string;
  /** Whether whatever is asked for is there; null for a bus that never answers. */
  isThere: boolean | null;
}

export async function sessionBus(isThere: boolean | null): Promise<SessionBus> {
  const folder = await tempFolder();
  const path = folder.at('bus');
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('data', (bytes) => answer(socket, bytes, bus.isThere));
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  const bus: SessionBus = {
    address: `unix:guid=0123,path=${path}`,
    isThere,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
      await folder[Symbol.asyncDispose]();
    },
  };
  return bus;
}

function answer(socket: Socket, bytes: Buffer, isThere: boolean | null): void {
  if (isThere === null) return;
  if (bytes.includes('AUTH EXTERNAL')) socket.write('OK 0123456789abcdef0123456789abcdef\r\n');
  // In two pieces, as a socket may deliver it, behind a signal that nobody asked for.
  if (!bytes.includes('NameHasOwner')) return;
  const reply = Buffer.concat([message(4, 1, null), message(2, 2, isThere)]);
  socket.write(reply.subarray(0, 21));
  setTimeout(() => socket.write(reply.subarray(21)), 10);
}

/** A signal (4) or a return (2) of the call `serial`, with a boolean where there is one. */
function message(type: number, serial: number, value: boolean | null): Buffer {
  const body = Buffer.alloc(value === null ? 0 : 4);
  if (value !== null) body.writeUInt32LE(value ? 1 : 0);
  const start = Buffer.alloc(16);
  start.write('l');
  start.writeUInt8(type, 1);
  start.writeUInt8(1, 3);
  start.writeUInt32LE(body.length, 4);
  start.writeUInt32LE(serial, 8);
  // The signature of the body, then the serial of the call.
  const fields = Buffer.from([8, 1, 103, 0, 1, 98, 0, 0, 5, 1, 117, 0, serial, 0, 0, 0]);
  start.writeUInt32LE(fields.length, 12);
  return Buffer.concat([start, fields, body]);
}
