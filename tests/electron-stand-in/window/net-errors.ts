/** Chromium's network errors by their names, as far as a document can fail with them. Source: net/base/net_error_list.h. */
import { notImplemented } from '../strict.ts';

const NUMBERS: Readonly<Record<string, number>> = {
  ERR_FAILED: -2,
  ERR_ABORTED: -3,
  ERR_FILE_NOT_FOUND: -6,
  ERR_TIMED_OUT: -7,
  ERR_UNEXPECTED: -9,
  ERR_ACCESS_DENIED: -10,
  ERR_BLOCKED_BY_CLIENT: -20,
  ERR_BLOCKED_BY_RESPONSE: -27,
  ERR_CONNECTION_CLOSED: -100,
  ERR_CONNECTION_RESET: -101,
  ERR_CONNECTION_REFUSED: -102,
  ERR_CONNECTION_FAILED: -104,
  ERR_NAME_NOT_RESOLVED: -105,
  ERR_INTERNET_DISCONNECTED: -106,
  ERR_ADDRESS_UNREACHABLE: -109,
  ERR_CERT_AUTHORITY_INVALID: -202,
  ERR_INVALID_URL: -300,
  ERR_UNKNOWN_URL_SCHEME: -302,
  ERR_TOO_MANY_REDIRECTS: -310,
  ERR_EMPTY_RESPONSE: -324,
};

export interface LoadFailure {
  /** As Electron names it, without `net::`. */
  readonly name: string;
  readonly errno: number;
}

/** @param text as Chromium says it, with or without `net::` */
export function loadFailure(text: string): LoadFailure {
  const name = text.replace(/^net::/, '');
  const errno = NUMBERS[name];
  if (errno === undefined) throw notImplemented(`webContents: the number of ${name}`);
  return { name, errno };
}

/** What the promise of `loadURL` rejects with: lib/browser/api/web-contents.ts. */
export function loadError({ name, errno }: LoadFailure, url: string): Error {
  return Object.assign(new Error(`${name} (${errno}) loading '${url}'`), { code: name, errno, url });
}
