import { formatBytes } from './format.ts';
import { type MessageText, textOf } from './messages.ts';

/** Why a file is not sent at all. */
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
  | { readonly code: 'infected' }
  | { readonly code: 'processing_failed'; readonly step: string | null }
  | { readonly code: 'access_forbidden' }
  | { readonly code: 'name_refused'; readonly detail: MessageText }
  | { readonly code: 'request_refused'; readonly detail: MessageText }
  | { readonly code: 'storage_refused'; readonly detail: MessageText }
  /** The storage does not say how much it takes. */
  | { readonly code: 'refused_as_too_large'; readonly sizeBytes: number }
  | { readonly code: 'storage_unreachable'; readonly because: MessageText }
  | { readonly code: 'lost_by_server' }
  | { readonly code: 'server_error'; readonly detail: MessageText }
  | { readonly code: 'network_error'; readonly detail: MessageText }
  | { readonly code: 'unexpected_answer'; readonly detail: MessageText }
  | { readonly code: 'internal_error'; readonly detail: MessageText };

export type Reason = SkipReason | FailureReason;

/** One or two plain English sentences: what happened and, where there is something, what to do. */
export function describeReason(reason: Reason): string {
  switch (reason.code) {
    case 'hidden_file':
      return 'Hidden files are left out.';
    case 'office_lock_file':
      return 'A temporary file of an office program, left out.';
    case 'no_extension':
      return 'The name has no extension, so its type is unknown.';
    case 'type_not_allowed':
      return `This server does not take ${reason.extension} files, only ${listOf(reason.allowedExtensions)}.`;
    case 'empty_file':
      return 'The file is empty.';
    case 'too_large':
      return tooLarge(reason);
    case 'unreadable':
      return `It cannot be opened (${textOf(reason.because)}).${adviceOn(reason.because)}`;
    case 'not_found':
      return 'It is not there any more.';
    case 'not_a_file':
      return 'It is neither a file nor a folder.';
    case 'symlink_loop':
      return 'A link that leads back to a folder above it, left out.';
    case 'link_leads_out':
      return 'A link that leads out of the watched folder, left out.';
    case 'duplicate':
      return 'The same file is already part of this upload.';
    case 'file_vanished':
      return 'The file was moved or deleted before it was sent whole.';
    case 'file_changed':
      return 'The file kept changing while it was being sent. Try again once it is saved.';
    case 'file_unreadable':
      return `The file cannot be read (${textOf(reason.because)}).${adviceOn(reason.because)}`;
    case 'infected':
      return 'The server found a virus in this file and refused it.';
    case 'processing_failed':
      return reason.step === null
        ? 'The server could not process this file.'
        : `The server could not process this file (it stopped at “${reason.step}”).`;
    case 'access_forbidden':
      return 'The server does not allow this user to upload this file.';
    case 'name_refused':
      return `The server refused the file’s name: ${textOf(reason.detail)}`;
    case 'request_refused':
      return `The server refused the request: ${textOf(reason.detail)}`;
    case 'storage_refused':
      return `The storage refused the file: ${textOf(reason.detail)}`;
    case 'refused_as_too_large':
      return `The storage does not take a file of this size (${formatBytes(reason.sizeBytes)}).`;
    case 'storage_unreachable':
      return `The server answers, but the storage that it names for the file cannot be reached (${textOf(reason.because)}). Check that no firewall or proxy is in its way, and try again.`;
    case 'lost_by_server':
      return 'The server does not know the file after it was sent twice. Try again later.';
    case 'server_error':
      return `The server could not do it after several attempts: ${textOf(reason.detail)}`;
    case 'network_error':
      return `The connection failed after several attempts: ${textOf(reason.detail)}`;
    case 'unexpected_answer':
      return `The server gave an answer that Hoist does not understand: ${textOf(reason.detail)}`;
    case 'internal_error':
      return `Hoist itself failed here: ${textOf(reason.detail)}`;
  }
}

function adviceOn(because: MessageText): string {
  return ['permission denied', 'EACCES', 'EPERM'].includes(textOf(because)) ? ' Check its permissions.' : '';
}

function tooLarge({ sizeBytes, maxSizeBytes }: { sizeBytes: number; maxSizeBytes: number }): string {
  const [size, max] = [formatBytes(sizeBytes), formatBytes(maxSizeBytes)];
  if (size !== max) return `Too large (${size}): this server takes up to ${max}.`;
  return `Too large by ${formatBytes(sizeBytes - maxSizeBytes)}: this server takes up to ${max}.`;
}

function listOf(extensions: readonly string[]): string {
  return extensions.length < 2
    ? (extensions[0] ?? 'other types')
    : `${extensions.slice(0, -1).join(', ')} and ${extensions.at(-1)}`;
}
