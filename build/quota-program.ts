import { firstOnPath } from './on-path.ts';

/** Folders of the tests that need a server of their own to share a quota through. */
export const QUOTA_TESTS = ['tests/integration/quota/**'];

/** @returns the program that the tests of the shared quota start; null where there is none */
export function quotaProgram(): string | null {
  return firstOnPath(['valkey-server', 'redis-server'], process.env['PATH']);
}
