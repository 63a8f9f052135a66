import { describe, expect, it } from 'vitest';
import { createRemoteAddress } from '../../src/gateway/remote-address.ts';

describe('the remote address', () => {
  it('is the peer, whatever the header claims, where no proxy is listed', () => {
    expect(createRemoteAddress([])('203.0.113.9', '198.51.100.1')).toBe('203.0.113.9');
  });

  it('is what a listed proxy saw, not what the client wrote in front of it', () => {
    const address = createRemoteAddress(['10.0.0.0/8']);
    expect(address('10.1.2.3', '192.0.2.66, 203.0.113.9')).toBe('203.0.113.9');
  });

  it('looks through several listed proxies', () => {
    const address = createRemoteAddress(['10.0.0.0/8', '192.0.2.1', '2001:db8::/32']);
    expect(address('10.1.2.3', '203.0.113.9, 192.0.2.1, 2001:db8::7')).toBe('203.0.113.9');
  });

  it('is the proxy itself where the header is absent or nonsense', () => {
    const address = createRemoteAddress(['10.0.0.1']);
    expect(address('10.0.0.1', undefined)).toBe('10.0.0.1');
    expect(address('10.0.0.1', 'unknown, <script>')).toBe('10.0.0.1');
  });

  it('is one and the same for both spellings of an IPv4 address', () => {
    const address = createRemoteAddress(['10.0.0.1']);
    expect(address('::ffff:203.0.113.9', undefined)).toBe('203.0.113.9');
    expect(address('::ffff:10.0.0.1', '203.0.113.9')).toBe('203.0.113.9');
  });

  it('is found where proxies append the port of what they saw', () => {
    const address = createRemoteAddress(['10.0.0.0/8', '2001:db8:f::1']);
    expect(address('10.0.0.5', '203.0.113.7:51234')).toBe('203.0.113.7');
    expect(address('10.0.0.5', '[2001:db8::7]:443')).toBe('2001:db8::7');
    expect(address('10.0.0.5', '203.0.113.7:51234, [2001:db8:f::1]:443, 10.0.0.6:80')).toBe('203.0.113.7');
  });

  it('is one and the same for all spellings of an IPv6 address, listed proxies among them', () => {
    const address = createRemoteAddress(['fe80::1']);
    for (const peer of ['FE80:0::1%eth0', 'fe80::1']) {
      expect(address(peer, '2001:DB8:0::7')).toBe('2001:db8::7');
      expect(address(peer, '::FFFF:203.0.113.9')).toBe('203.0.113.9');
    }
  });

  it('refuses a list entry that is no address', () => {
    expect(() => createRemoteAddress(['proxy.internal'])).toThrow();
  });
});
