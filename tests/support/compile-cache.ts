import { resolve } from 'node:path';

/**
 * For `NODE_COMPILE_CACHE`: the second of many starts does not translate the same modules again. In a shared temp folder
 * somebody else could have put code there first.
 */
export const COMPILE_CACHE = resolve(import.meta.dirname, '../../node_modules/.cache/hoist');
