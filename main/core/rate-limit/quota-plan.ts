import type { Work } from './shared-quota.ts';

/** What the desk's planner says of its work. */
export interface QuotaPlan {
  readonly work: Work;
  readonly dueMs: number;
  readonly signsFirst: boolean;
}

/** The plan of a desk that has nothing to do. */
export const NOTHING_TO_DO: QuotaPlan = {
  work: { unsigned: 0, sending: 0, processing: 0 },
  dueMs: 0,
  signsFirst: false,
};
