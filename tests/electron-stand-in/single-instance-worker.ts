/** Holds the socket of single-instance.ts, or greets the one who does. */
import { connect, createServer } from 'node:net';
import { deserialize, serialize } from 'node:v8';
import { parentPort, workerData } from 'node:worker_threads';
import type { LockRequest } from './single-instance.ts';

const { address, greeting, outcome } = workerData as LockRequest;

function decide(value: number): void {
  Atomics.store(outcome, 0, value);
  Atomics.notify(outcome, 0);
}

const server = createServer({ allowHalfOpen: true }, (socket) => {
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  socket.on('error', () => socket.destroy());
  socket.on('end', () => {
    parentPort?.postMessage(deserialize(Buffer.concat(chunks)));
    socket.end('heard');
  });
});
server.on('error', () => {
  const socket = connect(address);
  socket.on('connect', () => socket.end(serialize(greeting)));
  // The other one has heard, or has just gone away; either way this instance did not get the lock.
  socket.on('close', () => decide(2));
  socket.on('error', () => decide(2));
  socket.resume();
});
server.listen(address, () => decide(1));
