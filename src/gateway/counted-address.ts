/** Pure: as whose a connection is counted, where connections of one address are limited. */
import { isIP } from 'node:net';

/** A /64 is the least that a line is given (RFC 6177), since a host's own part has 64 bits (RFC 4291): four groups of eight. */
const networkGroups = 4;

/** A translator puts all of IPv4 into this one network (RFC 6052): there each address is somebody else's. */
const translated = '64:ff9b:0:0:0:0:';

/**
 * An IPv4 address by itself, an IPv6 address by its /64: a host chooses freely among the addresses of its network. What is
 * no address is counted by its text. Takes the spelling that `plainAddress` gives.
 */
export function countedAddress(address: string): string {
  if (isIP(address) !== 6) return address;
  const groups = groupsOf(address);
  if (groups.join(':').startsWith(translated)) return address;
  return `${groups.slice(0, networkGroups).join(':')}::/64`;
}

/** All eight, each as short as it may be. */
function groupsOf(address: string): readonly string[] {
  const [head = [], tail = []] = address.split('::').map((part) => part.split(':').filter(Boolean));
  return [...head, ...Array<string>(8 - head.length - tail.length).fill('0'), ...tail];
}
