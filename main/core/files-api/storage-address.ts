import { isLoopback } from '../model/connection-settings.ts';
import { isLocalAddress } from '../network/local-address.ts';
import { CallError } from './call-error.ts';

/**
 * Whether bytes may go to the address that an API names for them: over https, or over plain http where the API itself
 * is plain http on this machine. A server elsewhere has no business with what only this machine can reach.
 */
export function isSafeStorage(fileUrl: URL, base: URL): boolean {
  if (fileUrl.username !== '' || fileUrl.password !== '') return false;
  if (isLoopback(base)) {
    const isPlain = fileUrl.protocol === 'http:' && base.protocol === 'http:';
    return fileUrl.protocol === 'https:' || (isPlain && isLoopback(fileUrl));
  }
  return fileUrl.protocol === 'https:' && !isLoopback(fileUrl) && !isLocal(fileUrl.hostname);
}

/** Checks the spelling. The address behind a name is checked once a connection is made. */
function isLocal(hostname: string): boolean {
  const name = hostname.replace(/\.$/, '');
  if (name === 'localhost' || name.endsWith('.localhost')) return true;
  return isLocalAddress(hostname.replace(/^\[|\]$/g, ''));
}

/** A place for a file that bytes may not go to. */
export function unsafeAddress(): CallError {
  const detail = { code: 'unsafe_address' } as const;
  const action = { type: 'fail', reason: { code: 'unexpected_answer', detail } } as const;
  return new CallError('unsafe_file_url', { code: 'unsafe_answer', because: detail }, action);
}
