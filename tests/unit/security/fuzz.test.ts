import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { seeded } from '../../support/crash/random.ts';
import { DOCUMENT_TARGETS } from '../../support/fuzz/document-targets.ts';
import { firstFinding, LIMIT_MS } from '../../support/fuzz/measure.ts';
import { mutated } from '../../support/fuzz/mutate.ts';
import { FUZZ_TARGETS } from '../../support/fuzz/targets.ts';
import { tempFolder } from '../../support/temp-folder.ts';

/** `npm run test:fuzz` takes a million. */
const INPUTS = Number(process.env['HOIST_FUZZ_INPUTS'] ?? 10_000);
const SEED = Number(process.env['HOIST_TEST_SEED'] ?? 20261127);
const TIMEOUT_MS = 120_000 + 20 * INPUTS;

describe('a parser of foreign bytes neither fails nor takes long', () => {
  it.each([...FUZZ_TARGETS, ...DOCUMENT_TARGETS])(
    'for $name',
    { timeout: TIMEOUT_MS },
    async ({ seeds, tokens, parse }) => {
      await using folder = await tempFolder();
      const random = seeded(SEED);
      const found = await firstFinding(
        INPUTS,
        () => mutated(random, seeds, tokens),
        (input) => parse(input, folder.path),
      );
      expect(found, `seed ${SEED}`).toBeNull();
    },
  );

  it('and one that takes long is found', async () => {
    const slow = () => {
      const before = process.threadCpuUsage();
      const tookMs = () => process.threadCpuUsage(before).user / 1000;
      while (tookMs() <= LIMIT_MS) createHash('sha256').update('more work').digest();
    };
    expect(await firstFinding(1, () => '!', slow)).toMatchObject({
      what: expect.stringMatching(/^took \d+ ms/),
    });
  });
});
