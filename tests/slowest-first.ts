import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Each takes 20 s or more on two cores with nothing else to do, the slowest first. */
const SLOWEST = [
  'tests/unit/core/queue/batches-in-time',
  'tests/model/planted-bugs',
  'tests/model/queue-on-sqlite',
  'tests/model/queue',
  'tests/integration/faults/network-faults',
  'tests/integration/crash/random-kills',
  'tests/integration/crash/crash-at-conversions',
  'tests/integration/crash/crash-at-writes',
  'tests/integration/crash/terminal-goes-on',
  'tests/integration/watch/crash',
  'tests/integration/store/many-queued',
  'tests/unit/security/expressions',
  'tests/integration/terminal/terminals',
  'tests/integration/quota/killed-desk',
] as const;

/**
 * Starts the slowest files first, so that none of them is left to run alone at the end. Vitest itself starts the largest files first
 * where it has not measured them yet, as in a new clone.
 */
export class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const rank = ({ moduleId }: TestSpecification) => {
      const at = SLOWEST.findIndex((name) => moduleId.endsWith(`${name}.test.ts`));
      return at === -1 ? SLOWEST.length : at;
    };
    return sorted.toSorted((a, b) => rank(a) - rank(b));
  }
}
