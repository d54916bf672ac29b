/** What one upload asks about a content. All ages are in ms, so that desks' clocks need not agree. */
export interface ClaimRequest {
  /**
   * - `take`: to be the one that sends the content.
   * - `keep`: to go on being that one; it takes what nobody holds any more.
   * - `ready`: the content is at the server under `fileId`.
   * - `release`: it will not be sent.
   */
  readonly step: 'take' | 'keep' | 'ready' | 'release';
  /** Names the upload. */
  readonly holder: string;
  /** With `take` the file that the server is known not to have; else the one that the upload was signed for. */
  readonly fileId: string | null;
  /** How long ago the file was signed. */
  readonly signedAgoMs: number;
  /** How long the holder need not be heard of. */
  readonly leaseMs: number;
  /** For how long the ready file may be used. */
  readonly usableMs: number;
}

/** A file that an upload of the same content was signed for, on whichever desk. */
export interface ClaimedFile {
  readonly fileId: string;
  readonly signedAgoMs: number;
}

export type ClaimAnswer =
  /** The upload holds the content. `left` is the file of a holder that was not heard of: the server may have it. */
  | { readonly kind: 'mine'; readonly left: ClaimedFile | null }
  /** Another upload holds it for `leaseMs` more, unless it is heard of again. */
  | { readonly kind: 'held'; readonly leaseMs: number; readonly left: ClaimedFile | null }
  | { readonly kind: 'ready'; readonly file: ClaimedFile; readonly readyAgoMs: number }
  /** What was reported does not count: another upload holds the content, or has sent it. */
  | { readonly kind: 'lost' };

/** Where desks with the same tag see which of them sends a content. */
export interface ClaimServer {
  /**
   * Asks once, and does not ask again by itself.
   * @param tag names the group: those with the same key at the same server
   * @param content names the content, without telling it
   * @throws {QuotaError} within a second
   */
  claim(tag: string, content: string, request: ClaimRequest): Promise<ClaimAnswer>;
}
