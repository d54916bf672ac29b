import { describe } from 'vitest';
import { sourceExploit } from '../../support/source-exploit.ts';

const ERRORS = 'main/core/files-api/call-error.ts';
/** Of one answer, in ms; it takes a fraction of one. */
const LONG_MS = 300;

/** Of this process alone, so that a busy machine changes nothing. */
function cpuMsOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

describe('a hostile server', () => {
  sourceExploit('an error of many question marks freezes the process', {
    guards: [
      { file: ERRORS, from: '.slice(0, MAX_WORKED_ON)', to: '' },
      {
        file: ERRORS,
        from: `.replace(/[^\\s"'<>]+/g, withoutQuery)`,
        to: `.replace(/\\?[^\\s"'<>]*=[^\\s"'<>]*/g, '?…')`,
      },
    ],
    async attempt(source) {
      const { refusedCall } = await source.load<
        typeof import('../../../main/core/files-api/error-mapping.ts')
      >('main/core/files-api/error-mapping.ts');
      const body = JSON.stringify({ detail: '?'.repeat(20_000) });
      const answer = { status: 400, headers: {}, body, knownServer: true, nowMs: 0 };
      return cpuMsOf(() => void refusedCall(answer)) > LONG_MS;
    },
  });
});
