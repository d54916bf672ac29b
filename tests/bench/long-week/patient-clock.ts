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
  // What one turn begins, such as a call after a read, is seen in the next.
  for (let idle = 0, turns = 0; idle < 2; turns += 1) {
    if (turns % TURNS === TURNS - 1) await sleep(1);
    await nextTurn();
    idle = process.getActiveResourcesInfo().some((name) => AT_WORK.has(name)) ? 0 : idle + 1;
  }
}
