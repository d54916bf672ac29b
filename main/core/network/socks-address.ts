/** A SOCKS proxy. */
export interface SocksAddress {
  readonly type: 4 | 5;
  /** Whether the proxy looks names up; otherwise this computer does. */
  readonly looksUp: boolean;
  /** Of the proxy, an IPv6 address without its brackets. */
  readonly host: string;
  readonly port: number;
  /** Empty where none is given. */
  readonly user: string;
  readonly password: string;
}

const DEFAULT_PORT = 1080;

/** As curl has them; `socks` is what GNOME writes for a proxy of version 5 (https://curl.se/docs/manpage.html#--proxy). */
const SCHEMES: Readonly<Record<string, Pick<SocksAddress, 'type' | 'looksUp'>>> = {
  socks: { type: 5, looksUp: true },
  socks5h: { type: 5, looksUp: true },
  socks5: { type: 5, looksUp: false },
  socks4a: { type: 4, looksUp: true },
  socks4: { type: 4, looksUp: false },
};

/** @param scheme without its colon, in lower case */
export function isSocksScheme(scheme: string): boolean {
  return Object.hasOwn(SCHEMES, scheme);
}

/** Whether it is the address of a SOCKS proxy. */
export function isSocks(proxyUrl: string): boolean {
  return isSocksScheme(new URL(proxyUrl).protocol.slice(0, -1));
}

/** @throws {TypeError} where the address is none of a SOCKS proxy; it does not contain the password */
export function parseSocksAddress(proxyUrl: string): SocksAddress {
  const parsed = URL.canParse(proxyUrl) ? new URL(proxyUrl) : null;
  const scheme = parsed === null ? undefined : SCHEMES[parsed.protocol.slice(0, -1)];
  if (parsed === null || scheme === undefined) throw new TypeError('no address of a SOCKS proxy');
  return {
    ...scheme,
    host: parsed.hostname.replace(/^\[|\]$/g, ''),
    port: parsed.port === '' ? DEFAULT_PORT : Number(parsed.port),
    user: decodeURIComponent(parsed.username),
    password: decodeURIComponent(parsed.password),
  };
}
