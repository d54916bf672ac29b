import { createServer, type Socket } from 'node:net';
import {
  nextMessage,
  type ReceivedMessage,
  type ReplyContent,
  signal,
  writeReply,
} from './session-bus-messages.ts';
import { tempFolder } from './temp-folder.ts';

/**
 * A desktop's session bus with a tray, as far as being greeted and asked for the icons in the tray goes. Chromium connects to it
 * as well, and stands still until each of its calls is answered: to any other one, that there is no such service.
 */
export interface SessionBus extends AsyncDisposable {
  /** For DBUS_SESSION_BUS_ADDRESS. */
  readonly address: string;
  /** Whether there is a tray; null for a bus that never answers. */
  isThere: boolean | null;
  /** The icons in the tray, by the names that the watcher gives them. */
  items: readonly string[];
}

/** The icon of this process, as Chromium calls it. */
export const iconOf = (processId: number) => `org.freedesktop.StatusNotifierItem-${processId}-1`;

/** Of whoever has a name on the bus. */
export const OTHER_PROCESS = 4711;

const GUID = '0123456789abcdef0123456789abcdef';

export async function sessionBus(isThere: boolean | null): Promise<SessionBus> {
  const folder = await tempFolder();
  const path = folder.at('bus');
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    serve(socket, bus);
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  const bus: SessionBus = {
    address: `unix:path=${path},guid=${GUID}`,
    isThere,
    items: [],
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
      await folder[Symbol.asyncDispose]();
    },
  };
  return bus;
}

/** The specification's "Authentication Protocol" in lines, then messages. */
function serve(socket: Socket, bus: Pick<SessionBus, 'isThere' | 'items'>): void {
  let received = Buffer.alloc(0);
  let hasBegun = false;
  socket.on('data', (chunk: Buffer) => {
    received = Buffer.concat([received, chunk]);
    for (let end = received.indexOf('\r\n'); !hasBegun && end >= 0; end = received.indexOf('\r\n')) {
      const line = received.toString('latin1', 0, end).replace(/^\0/, '');
      received = received.subarray(end + 2);
      if (line === 'BEGIN') hasBegun = true;
      else if (bus.isThere !== null) socket.write(answerTo(line));
    }
    if (!hasBegun) return;
    const replies: Buffer[] = [];
    for (let message = nextMessage(received); message !== null; message = nextMessage(received)) {
      received = received.subarray(message.length);
      if (message.expectsReply && bus.isThere !== null) replies.push(...repliesTo(message, bus));
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

function repliesTo(
  { serial, member }: ReceivedMessage,
  bus: Pick<SessionBus, 'isThere' | 'items'>,
): readonly Buffer[] {
  const reply = writeReply(serial, contentOf(member, bus));
  // Behind a signal that nobody asked for.
  return member === 'Get' ? [signal(), reply] : [reply];
}

function contentOf(member: string, { isThere, items }: Pick<SessionBus, 'isThere' | 'items'>): ReplyContent {
  switch (member) {
    case 'Hello':
      return ':1.1';
    case 'Get':
      return isThere ? items : new Error('there is no such service');
    case 'GetConnectionUnixProcessID':
      return OTHER_PROCESS;
    case 'AddMatch':
    case 'RemoveMatch':
      return null;
    default:
      return new Error('there is no such service');
  }
}
