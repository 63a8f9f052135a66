import type { LookupAddress } from 'node:dns';
import { describe, expect, it } from 'vitest';
import { guardedLookup, isPrivateAddress, isPrivateLiteral } from '../../src/system/address-guard.ts';
import { UpstreamError } from '../../src/system/upstream-error.ts';

const privateOnes = [
  '0.0.0.0',
  '0.1.2.3',
  '10.0.0.0',
  '10.255.255.255',
  '100.64.0.1',
  '100.127.255.255',
  '127.0.0.1',
  '127.255.255.254',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.1',
  '192.0.2.1',
  '192.88.99.1',
  '192.168.0.1',
  '198.18.0.1',
  '198.19.255.255',
  '198.51.100.1',
  '203.0.113.1',
  '224.0.0.1',
  '239.255.255.255',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::127.0.0.1',
  '::ffff:127.0.0.1',
  '::ffff:10.0.0.1',
  '::ffff:a9fe:a9fe',
  '64:ff9b::7f00:1',
  '64:ff9b:1::7f00:1',
  '100::1',
  '2001::1',
  '2001:db8::1',
  '2002:7f00:1::',
  'fc00::1',
  'fdff::1',
  'fe80::1',
  'fe80::1%eth0',
  'febf::1',
  'fec0::1',
  'ff02::1',
];

const publicOnes = [
  '1.1.1.1',
  '8.8.8.8',
  '9.255.255.255',
  '11.0.0.0',
  '100.63.255.255',
  '100.128.0.0',
  '126.255.255.255',
  '128.0.0.1',
  '157.249.81.141',
  '169.253.255.255',
  '172.15.255.255',
  '172.32.0.0',
  '192.167.255.255',
  '192.169.0.0',
  '198.17.255.255',
  '198.20.0.0',
  '223.255.255.255',
  '::ffff:8.8.8.8',
  '2001:67c:1::1',
  '2606:4700::1111',
  '2a00:1450:4001::1',
];

describe('isPrivateAddress', () => {
  it.each(privateOnes)('keeps us away from %s', (address) => {
    expect(isPrivateAddress(address)).toBe(true);
  });

  it.each(publicOnes)('lets us ask %s', (address) => {
    expect(isPrivateAddress(address)).toBe(false);
  });

  it.each(['', 'example.com', '127.1', '999.1.1.1', '1.1.1.1 ', '[::1]'])(
    'takes what is no address for a private one: %j',
    (text) => {
      expect(isPrivateAddress(text)).toBe(true);
    },
  );
});

describe('isPrivateLiteral', () => {
  it.each([
    ['127.0.0.1', true],
    ['[::1]', true],
    ['[::ffff:7f00:1]', true],
    ['8.8.8.8', false],
    ['[2606:4700::1111]', false],
    ['localhost', false],
    ['api.met.no', false],
    ['10.example.com', false],
  ])('says of the host %s: %s', (host, expected) => {
    expect(isPrivateLiteral(host)).toBe(expected);
  });
});

describe('guardedLookup', () => {
  const look = (host: string) =>
    new Promise<{ error: Error | null; addresses: LookupAddress[] }>((resolve) => {
      guardedLookup(host, {}, (error, addresses) => resolve({ error, addresses }));
    });

  it('gives the addresses of a public host', async () => {
    expect(await look('8.8.8.8')).toEqual({ error: null, addresses: [{ address: '8.8.8.8', family: 4 }] });
  });

  it('refuses a name that resolves to a private address', async () => {
    const { error, addresses } = await look('localhost');
    expect(error).toBeInstanceOf(UpstreamError);
    expect(error).toMatchObject({ kind: 'blocked' });
    expect(addresses).toEqual([]);
  });

  it('passes on that a name cannot be resolved', async () => {
    const { error, addresses } = await look('x'.repeat(300));
    expect(error).toMatchObject({ syscall: 'getaddrinfo' });
    expect(addresses).toEqual([]);
  });
});
