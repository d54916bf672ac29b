import type { Links } from '../files/open-file.ts';
import type { ConversionWay } from '../model/conversion.ts';
import type { FileLimits } from '../model/file-types.ts';
import type { SkipReason } from '../model/reasons.ts';
import type { Fingerprint } from '../model/upload.ts';
import type { ConversionTools } from './ways.ts';

export interface PartRequest {
  /** The id that the parts belong to; earlier parts of it are replaced. */
  readonly groupId: string;
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
   * @returns the parts in their order; at least one of them is a file
   * @throws {ConversionError} where nothing can be made of the original
   * @throws {FileError} where the original is gone, not readable, or has other bytes by now
   */
  make(request: PartRequest, signal: AbortSignal): Promise<readonly Part[]>;
  /** Deletes a part that nobody needs any more. It does not reject. */
  discard(path: string): Promise<void>;
  /** Deletes all parts but these. It does not reject. */
  discardAllBut(paths: ReadonlySet<string>): Promise<void>;
}
