import type { Links } from '../files/open-file.ts';
import type { ConversionWay } from '../model/conversion.ts';
import type { FileLimits } from '../model/file-types.ts';
import type { SkipReason } from '../model/reasons.ts';
import type { Fingerprint } from '../model/upload.ts';
import type { ConversionTools } from './ways.ts';

export interface PartRequest {
  /** The id that the parts belong to. */
  readonly groupId: string;
  /** The one part that is made again, since its file is gone; null where all are made. */
  readonly only: { readonly part: number; readonly of: number } | null;
  /** Absolute, of the original. */
  readonly path: string;
  readonly links: Links;
  readonly name: string;
  /** Of the original's bytes, in hex: other bytes are not converted. */
  readonly sha256: string;
  readonly fingerprint: Fingerprint;
  readonly way: ConversionWay;
  /** What the server takes. */
  readonly limits: FileLimits;
}

/** A file that was made and is on disk for good. */
export interface MadePart {
  readonly kind: 'file';
  readonly path: string;
  readonly name: string;
  readonly contentType: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly fingerprint: Fingerprint;
}

/** A file in an archive or mail that is not sent. */
interface LeftOutPart {
  readonly kind: 'left-out';
  readonly name: string;
  readonly sizeBytes: number;
  readonly reason: SkipReason;
}

export type Part = MadePart | LeftOutPart;

/** Makes the files that are sent in place of an original, and keeps them until they are sent. */
export interface PartMaker {
  readonly tools: ConversionTools;
  /**
   * @returns the parts, files first; at least one of them is a file. With `only`, just that one is on disk.
   * @throws {ConversionError} where nothing can be made of the original, or not the part that is to be made again
   * @throws {FileError} where the original is gone, not readable, or has other bytes by now
   */
  make(request: PartRequest, signal: AbortSignal): Promise<readonly Part[]>;
  /** Deletes a part that nobody needs any more. It does not reject. */
  discard(path: string): Promise<void>;
  /** Deletes all parts but these. It does not reject. */
  discardAllBut(paths: ReadonlySet<string>): Promise<void>;
}
