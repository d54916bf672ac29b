import { createHash } from 'node:crypto';
import type { SameContent } from '../model/content.ts';
import type { Upload } from '../model/upload.ts';

/** The same content at the server, as another desk tells of it: whether it is ready there has to be asked. */
export type CopyOfOther = SameContent & { readonly confirmed: false };

/** Whether this upload is the one that sends its content. */
export type Taken =
  /** `left` is what a desk that is not heard of any more may have sent. */
  | { readonly kind: 'mine'; readonly left: CopyOfOther | null }
  | { readonly kind: 'held'; readonly leaseMs: number; readonly left: CopyOfOther | null }
  | { readonly kind: 'ready'; readonly copy: CopyOfOther }
  /** The desks cannot be asked now. */
  | { readonly kind: 'unknown' };

/** An upload's claim on its content among the desks that share a key. */
export interface ContentClaim {
  /** @param goneFileId the file of this content that the server is known not to have */
  take(sha256: string, goneFileId: string | null): Promise<Taken>;
  /** The upload is signed. Resolves once the other desks know, or cannot be told. */
  markSigned(fileId: string): Promise<void>;
  /** How long to wait before the next `take`, in ms: the more uploads wait, the longer. */
  pauseMs(leaseMs: number): number;
}

/**
 * What an upload claims, as a SHA-256 in hex: its content, or of a derived file the original, the way and the part. Two
 * desks may make different bytes of one original, as LibreOffice writes the time into a PDF.
 */
export function claimedSha256(
  { derivation, way }: Pick<Upload, 'derivation' | 'way'>,
  sha256: string,
): string {
  if (derivation === null) return sha256;
  const { original, part, of } = derivation;
  return createHash('sha256').update(`${original.sha256} ${way} ${part}/${of}`).digest('hex');
}
