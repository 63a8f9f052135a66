import { describe, expect, it } from 'vitest';
import { knownKeys } from '../../src/config/known-keys.ts';
import { didYouMean, nearest } from '../../src/config/nearest.ts';

describe('the nearest known name', () => {
  it.each([
    ['evry', 'every'],
    ['corn', 'cron'],
    ['baesUrl', 'baseUrl'],
    ['BASEURL', 'baseUrl'],
    ['every', 'every'],
  ])('of %s is %s', (name, meant) => {
    expect(nearest(name, ['enabled', 'baseUrl', 'every', 'cron'])).toBe(meant);
  });

  it('is none where too much would have to change', () => {
    expect(nearest('apiKey', ['enabled', 'baseUrl', 'every', 'cron'])).toBeUndefined();
    expect(nearest('ab', ['cd'])).toBeUndefined();
    expect(didYouMean('x'.repeat(10_000), ['every'])).toBe('');
  });

  it('is the first of several as near', () => {
    expect(didYouMean('quote:BTC-USE', ['quote:BTC-USD', 'quote:BTC-USA'])).toBe(
      ', did you mean quote:BTC-USD?',
    );
  });
});

describe('the keys that are known', () => {
  it('are those of the place in the file', () => {
    expect(knownKeys([])).toContain('boards');
    expect(knownKeys(['providers', 'ecb'])).toEqual(['enabled', 'baseUrl', 'every', 'cron', 'idleEvery']);
    expect(knownKeys(['sites', 0])).toContain('origins');
    expect(knownKeys(['items', 'quote:SPX', 'sources', 1])).toEqual(['provider', 'symbol']);
    expect(knownKeys(['providers'])).toEqual([]);
    expect(knownKeys(['nowhere', 'at', 'all'])).toEqual([]);
  });
});
