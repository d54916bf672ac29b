import type { Engine } from '../core/engine.ts';
import { say } from './language.ts';

/**
 * Tells once that the quota server cannot be used, and once that it can be used again.
 * @param unavailable what to say of it: who watches a folder has to know more
 */
export function tellOfQuota(
  engine: Engine,
  unavailable: 'quota_unavailable' | 'quota_unavailable_here',
  tell: (line: string) => void,
): void {
  let isAlone = false;
  engine.queue.uploads.subscribe(({ type }) => {
    if (type !== 'status') return;
    const { kind } = engine.quota;
    if (kind === 'unavailable' && !isAlone) {
      isAlone = true;
      tell(say(unavailable));
    } else if (kind === 'shared' && isAlone) {
      isAlone = false;
      tell(say('quota_back'));
    }
  });
}
