/** One PUT: which file goes where. */
interface PutJob {
  readonly path: string;
  readonly url: string;
}

export interface PutPlan {
  readonly jobs: readonly PutJob[];
  readonly atOnce: number;
}

export interface PutRun {
  /** From the first byte's way to the last answer; a process' own start is not in it. */
  readonly wallMs: number;
}
