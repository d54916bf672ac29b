/** Calls that make a new file known to the server: those that a person wants, then those of watched folders. */
export const SIGNING = ['sign', 'watched'] as const;
export type Signing = (typeof SIGNING)[number];
/** Calls that ask for a file's status: for a person's files, then for those of watched folders. */
export const ASKING = ['status', 'watched-status'] as const;
export type Asking = (typeof ASKING)[number];
/**
 * The priorities of calls, highest first: what is nearly done, then a person who looks at the library, then what is
 * new, unless the planner says that new files have to go first.
 */
export const PRIORITIES = [...ASKING, 'person', ...SIGNING] as const;
export type CallPriority = (typeof PRIORITIES)[number];
