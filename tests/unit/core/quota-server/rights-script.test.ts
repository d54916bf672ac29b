import { expect, it } from 'vitest';
import { CLAIM_SCRIPT } from '../../../../main/core/quota-server/claim-script.ts';
import { GRANT_SCRIPT } from '../../../../main/core/quota-server/grant-script.ts';
import { RIGHTS_SCRIPT } from '../../../../main/core/quota-server/rights-script.ts';

it('the rights that a test of the server tries are those of all commands that the scripts run', () => {
  const used = `${GRANT_SCRIPT}${CLAIM_SCRIPT}`.matchAll(/redis\.call\('([A-Z]+)'/g);
  const tried = RIGHTS_SCRIPT.matchAll(/\{ '([A-Z]+)'/g);
  const names = (found: Iterable<RegExpMatchArray>) =>
    [...new Set(Array.from(found, ([, name]) => name))].sort();
  expect(names(tried)).toEqual(names(used));
});
