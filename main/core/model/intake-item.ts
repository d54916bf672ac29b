import type { SkipReason } from './reasons.ts';
import type { Fingerprint, Retention } from './upload.ts';

/** Files and folders that a person named, by absolute paths. */
export interface NamedPaths {
  readonly paths: readonly string[];
  readonly retention: Retention;
}

/** A file that was found under the given paths: one to upload, or one to leave and why. */
export type IntakeItem =
  | {
      readonly kind: 'accepted';
      readonly path: string;
      readonly name: string;
      readonly contentType: string;
      readonly fingerprint: Fingerprint;
    }
  | {
      readonly kind: 'skipped';
      readonly path: string;
      readonly name: string;
      readonly sizeBytes: number | null;
      readonly reason: SkipReason;
    };
