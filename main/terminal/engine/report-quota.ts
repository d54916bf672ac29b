import type { Engine } from '../../core/engine.ts';
import type { QuotaOptions } from '../../core/quota-server/quota-server.ts';
import { testQuota } from '../../core/quota-server/quota-test.ts';
import { say } from '../output/language.ts';
import { printable } from '../output/printable.ts';

/**
 * Reports once that the quota server cannot be used, and once that it can be used again.
 * @param unavailable the message for it: who watches a folder has to know more
 */
export function reportQuota(
  engine: Engine,
  options: QuotaOptions | null,
  unavailable: 'quota_unavailable' | 'quota_unavailable_here',
  report: (line: string) => void,
): void {
  if (options === null) return;
  let isAlone = false;
  engine.queue.uploads.subscribe(({ type }) => {
    if (type !== 'status') return;
    const { quota } = engine;
    if (quota.kind === 'unavailable' && !isAlone) {
      isAlone = true;
      report(say(unavailable));
      if (quota.code === 'not_allowed') void reportRights(options, report);
    } else if (quota.kind === 'shared' && isAlone) {
      isAlone = false;
      report(say('quota_back'));
    }
  });
}

async function reportRights(options: QuotaOptions, report: (line: string) => void): Promise<void> {
  const result = await testQuota(options, null);
  if (result.ok || result.missingRights.length === 0) return;
  report(say('quota_rights', { rights: printable(result.missingRights.join(' ')) }));
}
