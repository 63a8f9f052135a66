/** Pure: the one spelling of an IP address for all that peers and proxies write. */
import { isIP, SocketAddress } from 'node:net';

/** `203.0.113.7:51234` (Azure Application Gateway), `[2001:db8::7]:443` (AWS load balancers that keep the client's port). */
const inBrackets = /^\[([^\]]*)\](?::\d{1,5})?$/;
const withPort = /^([\d.]+):\d{1,5}$/;

/**
 * Without a port, brackets, a zone (`fe80::1%eth0`) and the wrapping that a dual-stack socket puts around an IPv4 address;
 * IPv6 in lower case and with its zeros left out as RFC 5952 has it. Undefined for what is no address.
 */
export function plainAddress(text: string): string | undefined {
  const trimmed = text.trim();
  const bare = (inBrackets.exec(trimmed) ?? withPort.exec(trimmed))?.[1] ?? trimmed;
  const version = isIP(bare);
  if (version === 0) return undefined;
  return version === 4 ? bare : unwrapped(new SocketAddress({ address: bare, family: 'ipv6' }).address);
}

function unwrapped(address: string): string {
  const inner = address.startsWith('::ffff:') ? address.slice(7) : '';
  return isIP(inner) === 4 ? inner : address;
}
