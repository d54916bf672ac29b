import type { ConversionRule, ConversionWay } from './conversion.ts';
import type { SkipReason } from './reasons.ts';
import type { Batch, Fingerprint, Retention } from './upload.ts';

/** Files and folders that a person named, by absolute paths. */
export interface NamedPaths {
  readonly paths: readonly string[];
  readonly retention: Retention;
  readonly conversionRule: ConversionRule;
  /** Set where the scan continues an earlier one, whose files are in this batch. */
  readonly batch?: Batch | undefined;
  /** The base URL and user that they are for, where that is not the present connection. */
  readonly destination?: string | null | undefined;
}

/** A file that was found under the given paths: one to upload, or one to leave and why. */
export type IntakeItem =
  | {
      readonly kind: 'accepted';
      readonly path: string;
      readonly name: string;
      /** MIME type; null for a file that is to be converted. */
      readonly contentType: string | null;
      /** How it is converted; without one its own bytes are sent. */
      readonly way?: ConversionWay | null;
      readonly fingerprint: Fingerprint;
    }
  | {
      readonly kind: 'skipped';
      readonly path: string;
      readonly name: string;
      readonly sizeBytes: number | null;
      readonly reason: SkipReason;
    };
