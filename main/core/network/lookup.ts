import { type LookupAddress, lookup } from 'node:dns';
import { type LookupFunction, Socket, setDefaultAutoSelectFamilyAttemptTimeout } from 'node:net';
import { isLocalAddress } from './local-address.ts';

/**
 * Where a name has several addresses, Node gives each of them so long before it gives it up for the next, in ms. Its own
 * 250 ms give up every address on a line by satellite or a far VPN (https://github.com/nodejs/node/issues/54359).
 */
const ATTEMPT_MS = 5_000;

type Answered = Parameters<LookupFunction>[2];

/** Those who wait for the same name. The system is asked once: each question takes a thread that files need too. */
const waiting = new Map<string, Answered[]>();
/** The address family that last answered, by name. An IPv6 address that leads nowhere costs its time once. */
const answeringFamily = new Map<string, number>();

/** Gives each address the time that bad lines take, in the whole process. */
export function allowSlowLines(): void {
  setDefaultAutoSelectFamilyAttemptTimeout(ATTEMPT_MS);
}

/** Looks a name up as the system does, the addresses first that are known to answer. */
export const lookUp: LookupFunction = (name, options, answered) => {
  if (options.all !== true) {
    lookup(name, options, answered);
    return;
  }
  const others = waiting.get(name);
  if (others !== undefined) {
    others.push(answered);
    return;
  }
  const all = [answered];
  waiting.set(name, all);
  lookup(name, { ...options, all: true }, (error, addresses) => {
    waiting.delete(name);
    for (const each of all) each(error, error === null ? inOrder(name, addresses) : []);
  });
};

/** The code of a name's error where it leads to none but local addresses. */
export const LOCAL_ADDRESS = 'LOCAL_ADDRESS';

/** As {@link lookUp}, without addresses that only this machine can reach: a name can lead there whatever it looks like. */
export const lookUpOutside: LookupFunction = (name, options, answered) => {
  lookUp(name, { ...options, all: true }, (error, found) => {
    if (error !== null) return answered(error, []);
    const outside = (found as LookupAddress[]).filter(({ address }) => !isLocalAddress(address));
    const [first] = outside;
    if (first === undefined) {
      answered(Object.assign(new Error(LOCAL_ADDRESS), { code: LOCAL_ADDRESS }), []);
    } else if (options.all === true) answered(null, outside);
    else answered(null, first.address, first.family);
  });
};

/** Learns which address of the name answers. */
export function learnFamily(name: string, connection: unknown): void {
  if (!(connection instanceof Socket)) return;
  connection.once('connect', () => {
    answeringFamily.set(name, connection.remoteFamily === 'IPv6' ? 6 : 4);
  });
}

function inOrder(name: string, addresses: readonly LookupAddress[]): LookupAddress[] {
  const family = answeringFamily.get(name);
  return addresses.toSorted((a, b) => Number(b.family === family) - Number(a.family === family));
}
