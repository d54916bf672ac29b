/** Greets the app that holds the lock of single-instance.ts. */
import { connect } from 'node:net';
import { serialize } from 'node:v8';
import { workerData } from 'node:worker_threads';
import type { Greeting } from './single-instance.ts';

const { address, greeting, heard } = workerData as Greeting;

function done(): void {
  Atomics.store(heard, 0, 1);
  Atomics.notify(heard, 0);
}

const socket = connect(address);
socket.on('connect', () => socket.end(serialize(greeting)));
// The other one has heard, or has just gone away; either way this instance did not get the lock.
socket.on('close', done);
socket.on('error', done);
socket.resume();
