/** The calls that count in a minute with one key. */
export interface CallUsage {
  /** Of this desk. */
  readonly ours: number;
  /** Of the other desks that share the limits, else of others as the server reports them; null where it is not known. */
  readonly others: number | null;
  /** Calls that the key may make in a minute, as the settings have it. */
  readonly limit: number;
  /** Calls that this desk allows itself: fewer than the limit where others use the key as well. */
  readonly allowed: number;
}
