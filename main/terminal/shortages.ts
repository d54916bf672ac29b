import { onLongShortage } from '../core/util/shortage.ts';

/** Says once on stderr what the work waits for, where the computer is short of something for seconds. */
export function tellOfShortages(): void {
  let isTold = false;
  onLongShortage((code) => {
    if (!isTold) process.stderr.write(`${shortageSentence(code)} Hoist goes on by itself once it can.\n`);
    isTold = true;
  });
}

/** @param code the system's */
export function shortageSentence(code: string): string {
  return `${SENTENCES[code] ?? 'There are not enough resources on this computer'} (${code}).`;
}

const SENTENCES: Readonly<Record<string, string>> = {
  EMFILE: 'This process has no file handles left, of which “ulimit -n” says how many it may have',
  ENFILE: 'This computer has no file handles left',
  ENOMEM: 'There is not enough memory on this computer',
  ENOBUFS: 'There is not enough memory for connections on this computer',
};
