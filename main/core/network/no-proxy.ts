import { BlockList, isIP } from 'node:net';
import { domainToASCII } from 'node:url';

/** Whether one entry of NO_PROXY covers a server. `host` is lower-case, an IPv6 address without its brackets. */
type Covers = (host: string, port: string) => boolean;

/**
 * Reads NO_PROXY as curl does: entries between commas or spaces, each of them `*`, a domain with all that is below it,
 * an address or a network such as `10.0.0.0/8`. Beyond curl, an entry may end in a port. What is none of these covers
 * nothing.
 * @param text the variable's value
 * @returns whether a server, by its URL, is to be reached directly
 * @see https://curl.se/libcurl/c/CURLOPT_NOPROXY.html
 */
export function parseNoProxy(text: string): (url: URL) => boolean {
  const entries = text
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .map(parseEntry);
  return ({ hostname, port }) => {
    const host = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
    return entries.some((covers) => covers(host, port || '443'));
  };
}

function parseEntry(entry: string): Covers {
  if (entry === '*') return () => true;
  const { name, port } = splitPort(entry.toLowerCase());
  const [address = '', bits] = name.split('/');
  const covers = isIP(address) === 0 ? coversDomain(name) : coversNetwork(address, bits);
  return port === null ? covers : (host, ownPort) => ownPort === port && covers(host, ownPort);
}

/** A port stands behind one colon, or behind brackets: an IPv6 address has several colons of its own. */
function splitPort(entry: string): { readonly name: string; readonly port: string | null } {
  const bracketed = /^\[(?<name>[^\]]*)\](?<bits>\/\d+)?(?::(?<port>\d+))?$/.exec(entry)?.groups;
  if (bracketed !== undefined)
    return { name: `${bracketed['name']}${bracketed['bits'] ?? ''}`, port: bracketed['port'] ?? null };
  const plain = /^(?<name>[^:]*):(?<port>\d+)$/.exec(entry)?.groups;
  return { name: plain?.['name'] ?? entry, port: plain?.['port'] ?? null };
}

function coversDomain(name: string): Covers {
  const domain = domainToASCII(name.replace(/^\*?\./, '').replace(/\.$/, ''));
  // A number at the end of an address is no domain.
  return (host) => domain !== '' && isIP(host) === 0 && (host === domain || host.endsWith(`.${domain}`));
}

function coversNetwork(address: string, bits: string | undefined): Covers {
  const family = isIP(address) === 4 ? 'ipv4' : 'ipv6';
  const length = bits === undefined ? lengthOf(family) : Number(bits || Number.NaN);
  if (!(Number.isInteger(length) && length >= 0 && length <= lengthOf(family))) return () => false;
  const network = new BlockList();
  network.addSubnet(address, length, family);
  return (host) => isIP(host) !== 0 && network.check(host, isIP(host) === 4 ? 'ipv4' : 'ipv6');
}

function lengthOf(family: 'ipv4' | 'ipv6'): number {
  return family === 'ipv4' ? 32 : 128;
}
