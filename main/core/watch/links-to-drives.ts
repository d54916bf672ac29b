import { remoteMountOf } from '../files/drive/mounts.ts';
import { isWithin } from '../files/is-within.ts';

/**
 * Whether a path leads out of the watched folder to a drive that may stop answering. Such a drive is not touched: whoever
 * looks at it may wait for ever.
 * @param realRoot where the watched folder really lies
 */
export function leadsToOtherDrive(path: string, realRoot: string): boolean {
  const mount = remoteMountOf(path);
  return mount !== null && mount !== remoteMountOf(realRoot) && !isWithin(mount, realRoot);
}
