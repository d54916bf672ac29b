import type { ConversionWay } from '../model/conversion.ts';
import type { FileLimits } from '../model/file-types.ts';
import type { SkipReason } from '../model/reasons.ts';

/** Why nothing could be made of a file. Each is a message part with its sentence in `model/locales`. */
export type ConversionProblem =
  | {
      readonly code:
        | 'document_without_text'
        | 'document_damaged'
        | 'document_encrypted'
        /** It took longer than {@link CONVERSION_LIMIT_MS}. */
        | 'conversion_too_slow'
        /** It needs more memory or space than a document may: it may be made to do harm. */
        | 'conversion_too_costly'
        | 'archive_without_files'
        /** One line or record alone is larger than the server takes. */
        | 'line_too_large'
        | 'office_missing'
        | 'office_failed'
        /** The original divides into other parts than before, so the missing part cannot be made again. */
        | 'divided_otherwise'
        | 'conversion_disk_full';
    }
  /** `error` is the system's code for what the disk did not do. */
  | { readonly code: 'conversion_disk_error'; readonly error: string }
  /** One page alone is larger than the server takes. */
  | { readonly code: 'page_too_large'; readonly page: number };

/** The longest time for one document, in ms. */
export const CONVERSION_LIMIT_MS = 60_000;

export class ConversionError extends Error {
  readonly problem: ConversionProblem;
  constructor(problem: ConversionProblem, options?: ErrorOptions) {
    super(problem.code, options);
    this.problem = problem;
  }
}

export interface ConversionRequest {
  /** Absolute, of the original, which is only read. */
  readonly path: string;
  /** The name that people know the original by; its extension says what it is. */
  readonly name: string;
  readonly way: ConversionWay;
  /** What the server takes: no output is of another type or larger. */
  readonly limits: FileLimits;
  /** An empty folder of this user alone, which takes the outputs. */
  readonly folder: string;
}

/** One file that came out of a conversion, in the order of the original. */
export type ConversionOutput =
  | {
      readonly kind: 'file';
      /** In the folder of the request. */
      readonly path: string;
      /** The name that the server gets. */
      readonly name: string;
      readonly contentType: string;
    }
  /** A file in an archive or mail that is not sent, such as an attachment of a type without a way. */
  | {
      readonly kind: 'left-out';
      readonly name: string;
      readonly sizeBytes: number;
      readonly reason: SkipReason;
    };
