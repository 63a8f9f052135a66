/** Whatever a source may say of a quote at one time, in line with itself or not, for property tests. */
import fc from 'fast-check';
import { percentOf, subtract } from '../../src/protocol/decimal.ts';
import type { ItemClass } from '../../src/protocol/meta.ts';
import type { Basis, QuoteValue } from '../../src/protocol/reading.ts';

export const bases: readonly Basis[] = ['prevClose', 'rolling24h', 'utcDayOpen', 'prevFixing'];

/** What one source says at one time. */
export interface Said {
  readonly source: string;
  readonly afterMs: number;
  readonly basis: Basis | undefined;
  readonly price: number;
  /** Of the price, to the reference; undefined where the source names none. */
  readonly moved: number | undefined;
  readonly decimals: number;
  readonly isHeld: boolean;
  readonly isLate: boolean;
  /** Fields that are left out, or say something else. */
  readonly without: readonly ('reference' | 'change' | 'relative')[];
  readonly twist: 'none' | 'sign' | 'scale' | 'zero' | 'reference';
}

export const said: fc.Arbitrary<Said> = fc.record({
  source: fc.constantFrom('kraken', 'coinbase', 'coingecko', 'ecb'),
  afterMs: fc.integer({ min: 0, max: 1_800_000 }),
  basis: fc.constantFrom(...bases, undefined),
  price: fc.integer({ min: 1, max: 10_000_000 }).map((cents) => cents / 100),
  moved: fc.option(
    fc.oneof(
      fc.constant(0),
      fc.integer({ min: -2_000, max: 2_000 }).map((n) => n / 10_000),
    ),
    {
      nil: undefined,
    },
  ),
  decimals: fc.integer({ min: 0, max: 6 }),
  isHeld: fc.boolean(),
  isLate: fc.boolean(),
  without: fc.subarray(['reference', 'change', 'relative'], { maxLength: 2 }),
  twist: fc.oneof(
    { weight: 4, arbitrary: fc.constant('none' as const) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('sign' as const, 'scale' as const, 'zero' as const, 'reference' as const),
    },
  ),
});

export function quoteOf({ basis, price, moved, decimals, without, twist }: Said, cls: ItemClass): QuoteValue {
  // Yields may be negative, and are told in hundredths.
  const now = cls === 'yield' ? price / 10_000 - 1 : price;
  const places = cls === 'yield' ? Math.max(2, decimals) : decimals;
  const at = now.toFixed(places);
  const from = moved === undefined ? undefined : (now / (1 + moved)).toFixed(places);
  const bare = { kind: 'quote', price: at, ...(basis && { basis }) } as const;
  if (from === undefined) return bare;
  const change = subtract(at, from);
  const relative = cls === 'yield' ? percentOf(change, '1', 4) : percentOf(change, from, 5);
  const twisted = relative === undefined ? undefined : twists[twist](relative);
  return {
    ...bare,
    ...(!without.includes('reference') && { reference: twist === 'reference' ? `${from}7` : from }),
    ...(!without.includes('change') && { change }),
    ...(!without.includes('relative') &&
      twisted !== undefined && { [cls === 'yield' ? 'changeBp' : 'changePct']: twisted }),
  };
}

const twists: Readonly<Record<Said['twist'], (relative: string) => string>> = {
  none: (relative) => relative,
  sign: (relative) => (relative.startsWith('-') ? relative.slice(1) : `-${relative}`),
  scale: (relative) => relative.replace('.', ''),
  zero: () => '0.00',
  reference: (relative) => relative,
};
