/** Keeps requests away from private networks: a feed's address or its DNS must not reach what stands behind our firewall. */
import { type LookupAddress, lookup } from 'node:dns';
import { BlockList, isIP } from 'node:net';
import { UpstreamError } from './upstream-error.ts';

// IANA's special-purpose registries (RFC 6890): this host, private, shared, loopback, link-local,
// tests, multicast, reserved, and the forms that carry an IPv4 address through a translator or a tunnel.
const blocked = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const) {
  blocked.addSubnet(net, bits, 'ipv4');
}
// No rule for ::ffff:0:0/96: Node judges a mapped address by the rules above, and that rule would match all of IPv4.
for (const [net, bits] of [
  ['::', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 32],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const) {
  blocked.addSubnet(net, bits, 'ipv6');
}

/** True for an address outside the public internet, and for anything that is no address. */
export function isPrivateAddress(address: string): boolean {
  const version = isIP(address);
  return version === 0 || blocked.check(address, version === 4 ? 'ipv4' : 'ipv6');
}

/** A host that is itself an address and a private one; a name is judged once it is resolved. */
export function isPrivateLiteral(hostname: string): boolean {
  const bare = hostname.replace(/^\[|\]$/g, '');
  return isIP(bare) !== 0 && isPrivateAddress(bare);
}

type LookupDone = (error: Error | null, addresses: LookupAddress[]) => void;

/**
 * DNS for a connection: gives the very addresses that were judged, so that a name cannot change its mind between the
 * check and the connect. One private address among them refuses the name.
 */
export function guardedLookup(hostname: string, _options: object, done: LookupDone): void {
  lookup(hostname, { all: true }, (error, addresses) => {
    if (error) return done(error, []);
    const bad = addresses.length === 0 || addresses.some(({ address }) => isPrivateAddress(address));
    if (bad) return done(new UpstreamError('blocked', `${hostname} resolves to a private address`), []);
    done(null, addresses);
  });
}
