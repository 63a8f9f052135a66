import type { LookupAddress } from 'node:dns';
import { beforeEach, expect, it, vi } from 'vitest';
import { guardedLookup } from '../../src/system/address-guard.ts';
import { UpstreamError } from '../../src/system/upstream-error.ts';

/** What DNS says of every name. */
let answers: LookupAddress[] = [];
let asked = 0;

vi.mock('node:dns', () => ({
  lookup(_name: string, _options: object, done: (error: null, addresses: LookupAddress[]) => void) {
    asked += 1;
    done(null, answers);
  },
}));

beforeEach(() => {
  asked = 0;
});

function look(): Promise<{ error: Error | null; addresses: LookupAddress[] }> {
  return new Promise((resolve) => {
    guardedLookup('feed.example', { all: true }, (error, addresses) => resolve({ error, addresses }));
  });
}

it('hands on the very addresses that it judged, asking once: a name cannot change its mind in between', async () => {
  answers = [
    { address: '8.8.8.8', family: 4 },
    { address: '2606:4700::1111', family: 6 },
  ];
  expect(await look()).toEqual({ error: null, addresses: answers });
  expect(asked).toBe(1);
});

it.each([
  ['one private address among public ones', ['8.8.8.8', '169.254.169.254']],
  ['a mapped private address', ['::ffff:10.0.0.1']],
  ['no address at all', []],
])('refuses a name that has %s', async (_what, addresses: string[]) => {
  answers = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
  const { error, addresses: given } = await look();
  expect(error).toBeInstanceOf(UpstreamError);
  expect(error).toMatchObject({ kind: 'blocked', message: 'feed.example resolves to a private address' });
  expect(given).toEqual([]);
});
