import { expect, it } from 'vitest';
import { protectionOf } from '../../../../main/desktop/connection/key-protection.ts';

const sealed = (prefix: string) => Buffer.from(`${prefix}\u0001\u0002rest`, 'latin1').toString('base64');

it.each([
  ['linux', 'v10', 'plain-text-key'],
  ['linux', 'v11', 'encrypted'],
  ['linux', 'v12', 'encrypted'],
  ['darwin', 'v10', 'encrypted'],
  ['win32', 'v10', 'encrypted'],
] as const)('a key that %s has encrypted as %s is called %s', (platform, prefix, protection) => {
  expect(protectionOf(sealed(prefix), platform)).toBe(protection);
});

it('a key that could not be encrypted is not called protected', () => {
  expect(protectionOf('', 'linux')).toBe('unavailable');
});
