import type { Mark } from '../model/mark.ts';

/** Keeps what happened to uploads. */
export interface TrailStore {
  /** @returns what was kept of this upload; nothing where it is unknown */
  marksOf(uploadId: string): readonly Mark[];
  /**
   * Replaces what was kept of these uploads.
   * @throws {StoreError} where it cannot be saved
   */
  save(trails: ReadonlyMap<string, readonly Mark[]>): void;
}
