import type { Fingerprint } from './upload.ts';

/**
 * How a file that the server does not take is made into files that it takes: its text, a PDF that looks like it, parts
 * within the size limit, or the files that an archive contains.
 */
export type ConversionWay = 'text' | 'pdf' | 'parts' | 'contents';

/** What happens to a file that the server does not take. `pdf` falls back to `text` where no PDF can be made. */
export type ConversionRule = 'ask' | 'never' | 'text' | 'pdf';

/** From which file the bytes of an upload were made, and how. */
export interface Derivation {
  readonly original: {
    /** Absolute. */
    readonly path: string;
    readonly name: string;
    readonly fingerprint: Fingerprint;
    /** In hex. */
    readonly sha256: string;
  };
  readonly way: ConversionWay;
  /** The id of the upload that was added for the original; the upload of the first part has it. */
  readonly groupId: string;
  /** 1 for the first part. */
  readonly part: number;
  /** The number of parts. */
  readonly of: number;
}
