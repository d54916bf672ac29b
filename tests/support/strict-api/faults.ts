/** One thing that goes wrong with one call. A call takes the first fault of its step's list, if there is one. */
export type Fault =
  /** Answers this instead of doing anything. */
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly body?: string;
      readonly headers?: Record<string, string>;
    }
  /** PUT only: takes the whole body, waits, and then refuses it as an expired URL. */
  | { readonly kind: 'late-expired'; readonly ms: number }
  /** Cuts the connection before doing anything. */
  | { readonly kind: 'cut' }
  /** Carries out the request, and cuts the connection instead of responding. */
  | { readonly kind: 'lost-reply' }
  /** Carries out the request at once, and responds only after a while. */
  | { readonly kind: 'late-reply'; readonly ms: number }
  /** PUT only: cuts the connection after this many bytes of the body. */
  | { readonly kind: 'cut-after'; readonly bytes: number }
  /** PUT only: says 200 without waiting for the body, and does not keep it. */
  | { readonly kind: 'early-200' }
  /** Waits before going on as usual. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** Nothing goes wrong with this call. */
  | { readonly kind: 'none' };

export type Step = 'sign' | 'put' | 'status' | 'list' | 'text' | 'remove';

export const apiError = (status: number, errorCode: string, detail = 'as scripted'): Fault => ({
  kind: 'answer',
  status,
  body: JSON.stringify({ error_code: errorCode, detail }),
});

export const s3Error = (status: number, code: string, message = 'as scripted'): Fault => ({
  kind: 'answer',
  status,
  body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`,
  headers: { 'content-type': 'application/xml' },
});

export const rateLimited = (retryAfterS?: number): Fault => ({
  kind: 'answer',
  status: 429,
  body: '{"message":"Rate limit exceeded!"}',
  ...(retryAfterS !== undefined && { headers: { 'retry-after': String(retryAfterS) } }),
});
