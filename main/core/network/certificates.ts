import { getCACertificates, setDefaultCACertificates } from 'node:tls';

let wereRead = false;

/**
 * Has this process trust the certificates that the system trusts, such as that of a company, beside those that Node
 * brings along. To read them can take a second on some systems, so it is done when a connection has failed without.
 * @returns whether they are in use from now on; false where they were before, or cannot be read
 */
export function trustSystemCertificates(): boolean {
  if (wereRead) return false;
  wereRead = true;
  try {
    setDefaultCACertificates([...getCACertificates('default'), ...getCACertificates('system')]);
    return true;
  } catch {
    // If the store cannot be read, the earlier ones stay in use, and the connection fails as before.
    return false;
  }
}

/** Whether nothing was sent since the server's certificate is of nobody who is trusted. */
export function isUntrusted(code: string): boolean {
  return /^(UNABLE_TO_(GET_ISSUER|VERIFY)|DEPTH_ZERO_|SELF_SIGNED_|CERT_UNTRUSTED)/.test(code);
}
