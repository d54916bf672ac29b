import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** Addresses of this machine, of the link alone, where clouds have the keys of their machines, and none at all. */
const LOCAL = new BlockList();
/** A list of its own: one that has IPv4 within IPv6 takes every IPv4 address for it. */
const LOCAL_IPV6 = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
] as const) {
  LOCAL.addSubnet(net, bits, 'ipv4');
}
for (const [net, bits] of [
  // Nothing, this machine, and IPv4 addresses in IPv6 (RFC 4291), of which no honest storage makes use.
  ['::', 96],
  ['::ffff:0:0', 96],
  ['fe80::', 10],
  // The same IPv4 addresses as networks without IPv4 write them: RFC 6052.
  ['64:ff9b::', 104],
  ['64:ff9b::7f00:0', 104],
  ['64:ff9b::a9fe:0', 112],
  // Amazon's keys of machines: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html
  ['fd00:ec2::254', 128],
] as const) {
  LOCAL_IPV6.addSubnet(net, bits, 'ipv6');
}

/** Whether an IP address leads to this machine or to what only it can reach. What is no address leads nowhere. */
export function isLocalAddress(address: string): boolean {
  if (isIPv4(address)) return LOCAL.check(address, 'ipv4');
  return isIPv6(address) && LOCAL_IPV6.check(address, 'ipv6');
}
