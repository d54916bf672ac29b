import { isIPv4, isIPv6 } from 'node:net';
import { isLoopback } from '../connection.ts';

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

/** No address, or one of the link alone, where clouds have the keys of their machines. */
function isLocal(hostname: string): boolean {
  if (hostname === 'localhost' || hostname.endsWith('.localhost')) return true;
  const host = hostname.replace(/^\[|\]$/g, '');
  if (isIPv4(host)) return host.startsWith('169.254.') || host.startsWith('0.');
  // Of an IPv4 address in IPv6 no honest storage makes use.
  return isIPv6(host) && /^(::$|::ffff:|fe[89ab])/i.test(host);
}
