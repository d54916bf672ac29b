import type { MessageText } from './messages.ts';

/** Why Hoist does not send a file at all. */
export type SkipReason =
  | { readonly code: 'hidden_file' }
  | { readonly code: 'office_lock_file' }
  | { readonly code: 'no_extension' }
  | {
      readonly code: 'type_not_allowed';
      readonly extension: string;
      readonly allowedExtensions: readonly string[];
    }
  | { readonly code: 'empty_file' }
  | { readonly code: 'too_large'; readonly sizeBytes: number; readonly maxSizeBytes: number }
  | { readonly code: 'unreadable'; readonly because: MessageText }
  /** Of a file in an archive or mail. */
  | { readonly code: 'conversion_failed'; readonly because: MessageText }
  | { readonly code: 'not_found' }
  | { readonly code: 'not_a_file' }
  | { readonly code: 'symlink_loop' }
  | { readonly code: 'link_leads_out' }
  | { readonly code: 'duplicate' };

/** Why an accepted file did not become ready. */
export type FailureReason =
  | { readonly code: 'too_large'; readonly sizeBytes: number; readonly maxSizeBytes: number }
  | {
      readonly code: 'type_not_allowed';
      readonly extension: string;
      readonly allowedExtensions: readonly string[];
    }
  | { readonly code: 'empty_file' }
  | { readonly code: 'file_vanished' }
  | { readonly code: 'file_changed' }
  | { readonly code: 'file_unreadable'; readonly because: MessageText }
  /** Nothing that the server takes could be made of it. */
  | { readonly code: 'conversion_failed'; readonly because: MessageText }
  | { readonly code: 'infected' }
  | { readonly code: 'processing_failed'; readonly step: string | null }
  | { readonly code: 'access_forbidden' }
  | { readonly code: 'name_refused'; readonly detail: MessageText }
  | { readonly code: 'request_refused'; readonly detail: MessageText }
  | { readonly code: 'storage_refused'; readonly detail: MessageText }
  /** The storage names no limit. */
  | { readonly code: 'refused_as_too_large'; readonly sizeBytes: number }
  | { readonly code: 'storage_unreachable'; readonly because: MessageText }
  | { readonly code: 'lost_by_server' }
  | { readonly code: 'server_error'; readonly detail: MessageText }
  | { readonly code: 'network_error'; readonly detail: MessageText }
  | { readonly code: 'unexpected_answer'; readonly detail: MessageText }
  | { readonly code: 'internal_error'; readonly detail: MessageText };

export type Reason = SkipReason | FailureReason;
