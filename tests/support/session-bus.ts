import { createServer, type Socket } from 'node:net';
import { nextMessage, type ReceivedMessage, signal, writeReply } from './session-bus-messages.ts';
import { tempFolder } from './temp-folder.ts';

/**
 * A desktop's session bus, as far as being greeted and asked who is there (`NameHasOwner`) goes. Chromium connects to it
 * as well, and stands still until each of its calls is answered: to any other one, that there is no such service.
 */
export interface SessionBus extends AsyncDisposable {
  /** For DBUS_SESSION_BUS_ADDRESS. */
  readonly address: string;
  /** Whether whatever is asked for is there; null for a bus that never answers. */
  isThere: boolean | null;
}

const GUID = '0123456789abcdef0123456789abcdef';

export async function sessionBus(isThere: boolean | null): Promise<SessionBus> {
  const folder = await tempFolder();
  const path = folder.at('bus');
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    serve(socket, () => bus.isThere);
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  const bus: SessionBus = {
    address: `unix:path=${path},guid=${GUID}`,
    isThere,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
      await folder[Symbol.asyncDispose]();
    },
  };
  return bus;
}

/** The specification's "Authentication Protocol" in lines, then messages. */
function serve(socket: Socket, isThere: () => boolean | null): void {
  let received = Buffer.alloc(0);
  let hasBegun = false;
  socket.on('data', (chunk: Buffer) => {
    received = Buffer.concat([received, chunk]);
    for (let end = received.indexOf('\r\n'); !hasBegun && end >= 0; end = received.indexOf('\r\n')) {
      const line = received.toString('latin1', 0, end).replace(/^\0/, '');
      received = received.subarray(end + 2);
      if (line === 'BEGIN') hasBegun = true;
      else if (isThere() !== null) socket.write(answerTo(line));
    }
    if (!hasBegun) return;
    const replies: Buffer[] = [];
    for (let message = nextMessage(received); message !== null; message = nextMessage(received)) {
      received = received.subarray(message.length);
      const there = isThere();
      if (message.expectsReply && there !== null) replies.push(...repliesTo(message, there));
    }
    // In two pieces, as a socket may deliver it.
    const bytes = Buffer.concat(replies);
    if (bytes.length > 0) socket.write(bytes.subarray(0, 21), () => socket.write(bytes.subarray(21)));
  });
}

function answerTo(line: string): string {
  if (/^(AUTH EXTERNAL \w|DATA)/.test(line)) return `OK ${GUID}\r\n`;
  if (line === 'AUTH EXTERNAL') return 'DATA\r\n';
  // Without any mechanism a client asks which there are.
  return line.startsWith('AUTH') ? 'REJECTED EXTERNAL\r\n' : 'ERROR\r\n';
}

function repliesTo({ serial, member }: ReceivedMessage, isThere: boolean): readonly Buffer[] {
  const reply = writeReply(serial, contentOf(member, isThere));
  // Behind a signal that nobody asked for.
  return member === 'NameHasOwner' ? [signal(), reply] : [reply];
}

function contentOf(member: string, isThere: boolean): string | boolean | null | Error {
  switch (member) {
    case 'Hello':
      return ':1.1';
    case 'NameHasOwner':
      return isThere;
    case 'AddMatch':
    case 'RemoveMatch':
      return null;
    default:
      return new Error('there is no such service');
  }
}
