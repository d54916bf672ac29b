import { join, resolve } from 'node:path';

/** The folder in which `bundle-terminal.ts` has put the program; the source is run where nobody has bundled it. */
const bundled = process.env['HOIST_TEST_TERMINAL'];

/** What `npm run hoist` starts. */
export const SOURCE = resolve(import.meta.dirname, '../../main/cli.ts');

/** The terminal's program, for Node to start. */
export const CLI = bundled === undefined ? SOURCE : join(bundled, 'hoist.mjs');

/** The same, which takes the organisation's settings from its first argument. */
export const CLI_WITH_POLICY =
  bundled === undefined
    ? resolve(import.meta.dirname, 'terminal-with-policy.ts')
    : join(bundled, 'with-policy.mjs');
