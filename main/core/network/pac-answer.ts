import { shownAddress } from '../model/shown-address.ts';
import { DIRECT, type Route } from './route.ts';

/** Chromium writes SOCKS for version 4, where it looks names up itself; a proxy of version 5 looks them up. */
const SCHEMES: Readonly<Record<string, string>> = {
  PROXY: 'http',
  HTTP: 'http',
  HTTPS: 'https',
  SOCKS: 'socks4',
  SOCKS4: 'socks4',
  SOCKS5: 'socks5h',
};

/**
 * What a PAC file answers, such as `PROXY proxy.example:8080; DIRECT`, as routes in its order.
 * https://developer.mozilla.org/docs/Web/HTTP/Guides/Proxy_servers_and_tunneling/Proxy_Auto-Configuration_PAC_file
 */
export function routesFromPac(answer: string): Route[] {
  return answer
    .split(';')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
    .map((entry) => {
      const [kind = '', address = ''] = entry.split(/\s+/);
      if (kind.toUpperCase() === 'DIRECT') return DIRECT;
      const url = `${SCHEMES[kind.toUpperCase()] ?? 'none'}://${address}`;
      const isUsable = kind.toUpperCase() in SCHEMES && address !== '' && URL.canParse(url);
      return isUsable ? { kind: 'proxy', url } : { kind: 'unsupported', name: shownAddress(entry) };
    });
}
