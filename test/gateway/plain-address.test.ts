import { describe, expect, it } from 'vitest';
import { plainAddress } from '../../src/gateway/plain-address.ts';

describe('a plain address', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    [' 203.0.113.7 ', '203.0.113.7'],
    ['203.0.113.7:51234', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['::FFFF:203.0.113.7', '203.0.113.7'],
    ['0:0:0:0:0:ffff:cb00:7107', '203.0.113.7'],
    ['[::ffff:203.0.113.7]:443', '203.0.113.7'],
    ['2001:DB8:0:0:0:0:0:7', '2001:db8::7'],
    ['[2001:db8::7]', '2001:db8::7'],
    ['[2001:db8::7]:443', '2001:db8::7'],
    ['fe80::1%eth0', 'fe80::1'],
    ['[fe80::1%eth0]:80', 'fe80::1'],
    ['::', '::'],
    ['::1', '::1'],
  ])('of %s is %s', (text, expected) => {
    expect(plainAddress(text)).toBe(expected);
  });

  it.each([
    '',
    'unknown',
    '203.0.113',
    '203.0.113.7:',
    '203.0.113.7:port',
    '203.0.113.7:123456',
    '[2001:db8::7',
    '[]:443',
    '2001:db8:0:0:0:0:0:7:443',
    '_hidden',
  ])('is not to be had from "%s"', (text) => {
    expect(plainAddress(text)).toBeUndefined();
  });
});
