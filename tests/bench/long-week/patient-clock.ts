import { stat } from 'node:fs';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { VirtualClock } from '../../support/virtual-clock.ts';

/** What a process has while it waits for a disk or a server. An idle connection that is kept is not among them. */
const AT_WORK = new Set([
  'FSReqCallback',
  'FSReqPromise',
  'GetAddrInfoReqWrap',
  'HashJob',
  'TCPConnectWrap',
  'TCPSocketWrap',
]);
/** A disk or a server of this machine responds within a few turns of the event loop. */
const TURNS = 20;
/** A finished read was seen to wait for the next one to wake the event loop (libuv 1.52.1, a busy machine). */
const TURNS_TO_WAKE = 200;
/** The longest wait in real time, in ms: beyond the time limits of calls. */
const LIMIT_MS = 5 * 60_000;

/** A virtual clock that stands still while real files are read or written and real calls are under way. */
export class PatientClock extends VirtualClock {
  constructor() {
    super(undefined, untilIdle);
  }

  /** In whole ms, as the system's. */
  override now(): number {
    return Math.floor(super.now());
  }
}

async function untilIdle(): Promise<void> {
  const limitMs = performance.now() + LIMIT_MS;
  // What one turn begins, such as a call after a read, is seen in the next.
  for (let idle = 0, turns = 1; idle < 2; turns += 1) {
    if (turns % TURNS === 0) await sleep(1);
    if (turns % TURNS_TO_WAKE === 0) stat('.', () => {});
    await nextTurn();
    const atWork = process.getActiveResourcesInfo().filter((name) => AT_WORK.has(name));
    idle = atWork.length > 0 ? 0 : idle + 1;
    if (idle === 0 && performance.now() > limitMs) throw new Error(`${atWork.join(', ')} do not end`);
  }
}
