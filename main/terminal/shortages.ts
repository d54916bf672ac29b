import { onLongShortage } from '../core/util/shortage.ts';
import { say } from './language.ts';

/** Says once on stderr what the work waits for, where the computer is short of something for seconds. */
export function tellOfShortages(): void {
  let isTold = false;
  onLongShortage((code) => {
    if (!isTold) process.stderr.write(`${say('goes_on_once_it_can', { message: shortageSentence(code) })}\n`);
    isTold = true;
  });
}

/** @param code the system's */
export function shortageSentence(code: string): string {
  return say(code in SENTENCES ? SENTENCES[code as keyof typeof SENTENCES] : 'no_resources', { code });
}

const SENTENCES = {
  EMFILE: 'no_handles',
  ENFILE: 'no_handles_anywhere',
  ENOMEM: 'no_memory',
  ENOBUFS: 'no_memory_for_connections',
} as const;
