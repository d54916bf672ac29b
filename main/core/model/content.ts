import type { ConversionWay } from './conversion.ts';
import type { Remarks, Retention } from './upload.ts';

/** An upload that became ready, as the receipt that another of the same content can use. */
export interface ReadyContent {
  readonly fileId: string;
  readonly remarks: Remarks;
  readonly signedAtMs: number;
  readonly readyAtMs: number;
}

/** The same content, as an upload can use it. */
export interface SameContent extends ReadyContent {
  /** Whether it became ready just now. */
  readonly confirmed: boolean;
  /** From then on the server may soon remove it; Infinity where it is kept. */
  readonly reusableUntilMs: number;
}

/** What makes two uploads one: the same bytes for the same user at the same server, kept for the same time. */
export interface ContentKey {
  readonly sha256: string;
  readonly destination: string;
  readonly retention: Retention;
}

/** What makes two conversions one: the same original, converted in the same way, for the same user at the same server. */
export interface PartsKey {
  readonly originalSha256: string;
  readonly way: ConversionWay;
  readonly destination: string;
  readonly retention: Retention;
}
