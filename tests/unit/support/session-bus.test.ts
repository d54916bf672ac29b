import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { expect, it } from 'vitest';
import { socketPath } from '../../../main/desktop/shell/dbus.ts';
import { sessionBus } from '../../support/session-bus.ts';
import { nextMessage } from '../../support/session-bus-messages.ts';

/** A method call as libdbus, and so Chromium, writes it, without arguments. */
function call(serial: number, member: string): Buffer {
  const name = Buffer.from(`${member}\0`);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(member.length);
  const header = Buffer.concat([Buffer.from([3, 1, 's'.charCodeAt(0), 0]), length, name]);
  const start = Buffer.alloc(16);
  start.write('l\x01\0\x01', 'latin1');
  start.writeUInt32LE(serial, 8);
  start.writeUInt32LE(header.length, 12);
  return Buffer.concat([start, header, Buffer.alloc((8 - (header.length % 8)) % 8)]);
}

async function read(socket: Socket, isEnough: (bytes: Buffer) => boolean): Promise<Buffer> {
  let bytes = Buffer.alloc(0);
  while (!isEnough(bytes)) bytes = Buffer.concat([bytes, ...(await once(socket, 'data'))]);
  return bytes;
}

it('a bus answers every call of a client that shares it, so that Chromium does not wait', async () => {
  await using bus = await sessionBus(true);
  const socket = connect(socketPath(bus.address) ?? '');
  try {
    socket.write('\0AUTH EXTERNAL 30\r\n');
    expect(String(await read(socket, (bytes) => bytes.includes('\r\n')))).toMatch(/^OK [0-9a-f]{32}\r\n$/);
    socket.write('NEGOTIATE_UNIX_FD\r\n');
    expect(String(await read(socket, (bytes) => bytes.includes('\r\n')))).toBe('ERROR\r\n');
    socket.write('BEGIN\r\n');
    for (const [serial, member, message] of [
      [1, 'Hello', ':1.1'],
      [2, 'AddMatch', ''],
      [3, 'GetNameOwner', 'there is no such service'],
    ] as const) {
      socket.write(call(serial, member));
      const reply = await read(socket, (bytes) => nextMessage(bytes) !== null);
      // The serial of the call stands first among the fields of a reply.
      expect([reply.readUInt32LE(20), String(reply)]).toEqual([serial, expect.stringContaining(message)]);
    }
  } finally {
    socket.destroy();
  }
});
