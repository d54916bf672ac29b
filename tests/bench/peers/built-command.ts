import { join } from 'node:path';
import { repositoryRoot } from '../../support/launch.ts';

/** The terminal's program as it is packaged. `npm run bench` builds it first. */
export const BUILT_COMMAND = join(repositoryRoot, 'out/command/hoist.mjs');
