import { onLongShortage } from '../../core/util/shortage.ts';
import { say } from './language.ts';

/** Reports once on stderr what the work waits for when the computer is short of a resource for seconds. */
export function reportShortages(): void {
  let isReported = false;
  onLongShortage((code) => {
    if (!isReported)
      process.stderr.write(`${say('goes_on_once_it_can', { message: shortageSentence(code) })}\n`);
    isReported = true;
  });
}

/**
 * @param code the system's error code
 * @returns a sentence that names the resource
 */
export function shortageSentence(code: string): string {
  return say(code in SENTENCES ? SENTENCES[code as keyof typeof SENTENCES] : 'no_resources', { code });
}

const SENTENCES = {
  EMFILE: 'no_handles',
  ENFILE: 'no_handles_anywhere',
  ENOMEM: 'no_memory',
  ENOBUFS: 'no_memory_for_connections',
} as const;
