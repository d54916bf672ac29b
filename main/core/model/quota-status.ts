/** Why the server of the shared quota cannot be used. */
export type QuotaProblem =
  | 'unreachable'
  | 'slow'
  | 'login_refused'
  | 'not_allowed'
  | 'certificate'
  | 'no_tls'
  | 'read_only'
  | 'full'
  | 'loading'
  | 'cluster'
  | 'too_old'
  | 'unexpected';

/** Whether desks share their limits now. */
export type QuotaStatus =
  | { readonly kind: 'off' }
  | { readonly kind: 'connecting' }
  /** `desks`: those that had something to do when this desk last asked, and this one. */
  | { readonly kind: 'shared'; readonly desks: number }
  | { readonly kind: 'unavailable'; readonly code: QuotaProblem };

/** What is wrong with an address, as a code for a sentence. It holds nothing of the address, which may have a password. */
export type QuotaAddressProblem = 'no_address' | 'scheme' | 'host' | 'login' | 'path';
