import { describe, expect, it } from 'vitest';
import type { ItemClass } from '../../src/protocol/meta.ts';
import type { QuoteValue } from '../../src/protocol/reading.ts';
import { agree, distance, fitsReference, isRescaled, jumpLimit } from '../../src/worker/jump.ts';

const minute = 60_000;
const day = 86_400_000;

const quote = (price: string, reference?: string): QuoteValue => ({
  kind: 'quote',
  price,
  basis: 'prevClose',
  ...(reference === undefined ? {} : { reference }),
});

const passes = (cls: ItemClass, price: string, from: string, elapsedMs: number) =>
  distance(cls, price, from) <= jumpLimit(cls, elapsedMs);

describe('how far a price may move by itself', () => {
  it.each<[ItemClass, string, string, number, boolean]>([
    // USD/MYR as Google showed it on 15 March 2024.
    ['fx', '4.98', '4.7075', day, false],
    ['fx', '4.98', '4.7075', 30 * day, false],
    ['fx', '4.75', '4.7075', day, true],
    // Berkshire Hathaway on 3 June 2024.
    ['share', '185.10', '627400', 3 * day, false],
    ['share', '628000', '627400', minute, true],
    ['index', '5650', '6420', 5 * minute, false],
    ['index', '6350', '6420', 5 * minute, true],
    // Nobody asked over a weekend: the market may have moved more.
    ['crypto', '80000', '100000', minute, false],
    ['crypto', '80000', '100000', 3 * day, true],
    ['yield', '4.60', '4.10', minute, false],
    ['yield', '4.20', '4.10', minute, true],
    ['yield', '-0.1', '0.1', day, true],
    // WTI on 20 April 2020, from one price to the next.
    ['commodity', '-37.63', '10.01', minute, false],
    ['commodity', '-0.5', '0.2', minute, true],
  ])('%s %s after %s within %i ms: %s', (cls, price, from, elapsedMs, expected) => {
    expect(passes(cls, price, from, elapsedMs)).toBe(expected);
  });

  it('is not bounded for what has no price', () => {
    expect(jumpLimit('weather', 0)).toBe(Number.POSITIVE_INFINITY);
  });

  it('grows with the time since, never backwards, and never beyond its cap', () => {
    for (const cls of ['index', 'share', 'fx', 'crypto', 'commodity', 'yield'] as const) {
      const limits = [-day, 0, minute, day / 2, day, 5 * day, 400 * day].map((ms) => jumpLimit(cls, ms));
      expect(limits).toEqual(limits.toSorted((a, b) => a - b));
      expect(limits.at(-1)).toBe(jumpLimit(cls, 4_000 * day));
    }
  });
});

describe('two sources', () => {
  it('agree within what markets and moments differ by', () => {
    expect(agree('crypto', '100500', '100000')).toBe(true);
    expect(agree('crypto', '103000', '100000')).toBe(false);
    expect(agree('yield', '4.15', '4.10')).toBe(true);
    expect(agree('fx', '4.98', '4.7075')).toBe(false);
  });
});

describe('another scale', () => {
  it.each([
    ['a split of four for one', '125.10', '124.80', '500.20', '499.23'],
    ['a reverse split of one for ten', '41', '40.5', '4.2', '4.05'],
    ['pounds after pence', '7.12', '7.10', '708', '709'],
    ['a redenomination', '12.3', '12.2', '12250000', '12210000'],
  ])(
    'is known by the reference that moved with the price: %s',
    (_what, price, reference, before, beforeRef) => {
      expect(isRescaled('share', quote(price, reference), quote(before, beforeRef))).toBe(true);
    },
  );

  it.each([
    ['its old reference', quote('185.10', '627000'), quote('627400', '627000')],
    ['no reference', quote('125.10'), quote('500.20', '499.23')],
    ['a factor that is none', quote('185.10', '186'), quote('627400', '627000')],
    [
      'a reference of another kind',
      { ...quote('125', '124.8'), basis: 'rolling24h' as const },
      quote('500', '499.2'),
    ],
    ['a reference that it does not fit', quote('300', '124.8'), quote('500', '499.2')],
  ])('is not believed of a price that comes with %s', (_what, next, before) => {
    expect(isRescaled('share', next, before)).toBe(false);
  });
});

it.each(['crypto', 'fx', 'index', 'commodity', 'yield'] as const)('%s is in no other scale, ever', (cls) => {
  expect(isRescaled(cls, quote('601000', '601000'), quote('60100', '60000'))).toBe(false);
});

it('a first price is held against the reference that comes with it', () => {
  expect(fitsReference('share', quote('280', '276'))).toBe(true);
  expect(fitsReference('share', quote('185.10', '627400'))).toBe(false);
  expect(fitsReference('share', quote('185.10'))).toBeUndefined();
});
