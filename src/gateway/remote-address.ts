/** Tells whose connection it is, also behind proxies; believes a header only where a listed proxy sent it. */
import { BlockList, isIP } from 'node:net';
import { plainAddress } from './plain-address.ts';

/** The address of the first peer, from the nearest on, that is not a listed proxy, in its plain spelling; '' for none. */
export type RemoteAddress = (peer: string | undefined, forwardedFor: string | undefined) => string;

/** `trusted`: addresses and networks in CIDR form. Throws where one is neither. */
export function createRemoteAddress(trusted: readonly string[]): RemoteAddress {
  const proxies = new BlockList();
  for (const entry of trusted) add(proxies, entry);
  const isProxy = (address: string) => proxies.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

  return (peer, forwardedFor) => {
    let address = plainAddress(peer ?? '') ?? '';
    // Each proxy appends the address that it saw: what a client wrote itself stands further left.
    const hops = (forwardedFor ?? '').split(',');
    while (address !== '' && isProxy(address)) {
      const hop = plainAddress(hops.pop() ?? '');
      if (hop === undefined) break;
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
