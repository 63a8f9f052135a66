/** Tells whose connection it is, also behind proxies; believes a header only where a listed proxy sent it. */
import { BlockList, isIP } from 'node:net';

/** The address of the first peer, from the nearest on, that is not a listed proxy. */
export type RemoteAddress = (peer: string | undefined, forwardedFor: string | undefined) => string;

/** `trusted`: addresses and networks in CIDR form. Throws where one is neither. */
export function createRemoteAddress(trusted: readonly string[]): RemoteAddress {
  const proxies = new BlockList();
  for (const entry of trusted) add(proxies, entry);
  const isProxy = (address: string) => proxies.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

  return (peer, forwardedFor) => {
    let address = plain(peer ?? '');
    // Each proxy appends the address that it saw: what a client wrote itself stands further left.
    const hops = (forwardedFor ?? '').split(',').map((hop) => plain(hop.trim()));
    while (isIP(address) !== 0 && isProxy(address)) {
      const hop = hops.pop() ?? '';
      if (isIP(hop) === 0) break;
      address = hop;
    }
    return address;
  };
}

function add(proxies: BlockList, entry: string): void {
  const [address = '', prefix] = entry.split('/');
  const type = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  if (prefix === undefined) proxies.addAddress(address, type);
  else proxies.addSubnet(address, Number(prefix), type);
}

/** Without the wrapping that a dual-stack socket puts around an IPv4 address. */
function plain(address: string): string {
  return address.startsWith('::ffff:') && isIP(address.slice(7)) === 4 ? address.slice(7) : address;
}
