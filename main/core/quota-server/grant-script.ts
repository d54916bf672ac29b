import { PLACES_PART } from './grant-script-places.ts';
import { RECORDS_PART } from './grant-script-records.ts';

const KEYS = ['calls', 'desks', 'line', 'due', 'lease', 'meta'] as const;

/**
 * The keys of a group in the order in which the script takes them. What stands in braces alone decides which part of a
 * cluster holds them: https://redis.io/docs/latest/operate/oss_and_stack/reference/cluster-spec/#hash-tags
 */
export function groupKeys(tag: string): string[] {
  return KEYS.map((name) => `hoist:{${tag}}:${name}`);
}

/**
 * Answers one request of a desk in one step. Its clock is the server's.
 *
 * - `calls`: counted calls by when they were answered, as `desk:number`, so that a call reported twice counts once. A call counts
 *   from its grant until a minute after its answer; those under way are the `live` ones of each desk.
 * - `desks`: a record of each desk. `lease`: when a desk that says nothing is taken for gone: its live calls count as answered then.
 * - `line`: who waits for a place, by class and then by tag. Each grant raises the desk's tag by one, and one that comes
 *   starts a little below the least tag that waits, so shares are even among those that want something (after start-time fair
 *   queueing, https://doi.org/10.1109/90.649569). `due`: when a waiting desk that does not come loses its claim.
 * - `meta`: sums over all desks. Its `epoch` names these data, and its `serial` numbers the grants. A desk that has heard of a later
 *   one shows that data were lost: new ones begin, whose `serial` leaps, and each desk reports its last minute anew, with the last that it knew of
 *   the group. The newest of that holds: its calls are ghosts, and desks `claim` what came after it.
 *
 * The first calls of a desk with few files have credit: they go first, and may take the places that are kept for newcomers.
 * A file is signed only if a place for its question is sure to come free in time, as in the planner of a desk alone.
 *
 * `tests/support/quota/grant-model.ts` is the same in TypeScript; a test compares their answers.
 */
export const GRANT_SCRIPT = RECORDS_PART + PLACES_PART;
