/** A network fault of one request: the server knows nothing of it. */
export type Toxic =
  | { readonly kind: 'none' }
  /** Waits before the first byte of the request goes on. */
  | { readonly kind: 'latency'; readonly ms: number }
  /** No faster than this, either way. */
  | { readonly kind: 'bandwidth'; readonly bytesPerSecond: number }
  /** Sends pieces of this size in either direction, with a pause between them. */
  | { readonly kind: 'slicer'; readonly bytes: number; readonly pauseMs: number }
  /** Takes the request, passes none of it on and never responds. */
  | { readonly kind: 'blackhole' }
  /** Resets the connection to the client once this many bytes, including the head's, have passed in that direction. */
  | { readonly kind: 'reset'; readonly way: Way; readonly afterBytes: number }
  /** Ends the connection in good order in the middle of the answer. */
  | { readonly kind: 'half-answer'; readonly bytes: number }
  /** The server carries out the request, and its response is lost. */
  | { readonly kind: 'lost-reply' }
  /** Takes this many bytes of the request and no more; the sender's buffers fill up. */
  | { readonly kind: 'stop-reading'; readonly afterBytes: number }
  /** Cuts all connections and takes no new ones for a time. */
  | { readonly kind: 'refuse'; readonly ms: number }
  /** Calls `act` at a named moment; nothing passes any more on that connection. */
  | { readonly kind: 'halt'; readonly at: Moment; readonly act: () => void };

export type Way = 'request' | 'answer';

/** `arrival`: not a byte has reached the server. `middle`: half of the body has. `answer`: it has done it all. */
export type Moment = 'arrival' | 'middle' | 'answer';

export const NONE: Toxic = { kind: 'none' };
