import { expect, it } from 'vitest';
import { UsedSecrets } from '../../../../main/desktop/connection/used-secrets.ts';

it('keeps every secret that was in use out of a text, also as a URL has it', () => {
  const secrets = new UsedSecrets();
  for (const secret of ['', 'first', 'p@ss/word']) secrets.add(secret);
  expect(secrets.removeFrom('first, first and redis://me:p%40ss%2Fword@host: p@ss/word')).toBe(
    '…, … and redis://me:…@host: …',
  );
});
