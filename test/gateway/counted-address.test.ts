import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countedAddress } from '../../src/gateway/counted-address.ts';
import { plainAddress } from '../../src/gateway/plain-address.ts';

const counted = (text: string) => countedAddress(plainAddress(text) ?? '');
const group = fc.integer({ min: 0, max: 0xffff }).map((value) => value.toString(16));
const groups = (count: number) => fc.array(group, { minLength: count, maxLength: count });

describe('a connection is counted', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::', '2001:db8:1:2::/64'],
    ['2001:db8::7', '2001:db8:0:0::/64'],
    ['2001::5:6:7:8', '2001:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1.2.3.4', '0:0:0:0::/64'],
    ['', ''],
  ])('from %s as %s', (text, expected) => {
    expect(counted(text)).toBe(expected);
  });

  it('by the first four groups of an IPv6 address and nothing else, however it is written', () => {
    // From 2000 to 3fff: what is given to anybody.
    const first = fc.integer({ min: 0x2000, max: 0x3fff }).map((value) => value.toString(16));
    fc.assert(
      fc.property(first, groups(3), groups(4), groups(4), (head, rest, one, other) => {
        const network = [head, ...rest];
        const key = counted([...network, ...one].join(':'));
        expect(counted([...network, ...other].join(':').toUpperCase())).toBe(key);
        expect(key).toBe(`${network.join(':')}::/64`);
      }),
    );
  });

  it('alone behind a translator, which has all of IPv4 in one network', () => {
    expect(counted('64:ff9b::203.0.113.7')).toBe('64:ff9b::cb00:7107');
    expect(counted('64:ff9b::203.0.113.8')).not.toBe(counted('64:ff9b::203.0.113.7'));
    expect(counted('64:ff9b:1::7')).toBe('64:ff9b:1:0::/64');
  });
});
