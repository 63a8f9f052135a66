/** The invented bond market: the US Treasury's par yields by maturity, in percent, as they might stand late in 2026. */
import type { Instrument, Walk } from './walks.ts';

export interface Maturity extends Instrument {
  /** The feed's own name; `symbol` is the common one, such as `10Y`. */
  readonly field: string;
}

// Relative to the yield: about five basis points a day at ten years, less at the short end.
const long: Walk = { key: 'yields/long', dailyVolatility: 0.01 };
const short: Walk = { key: 'yields/short', dailyVolatility: 0.005 };

const published: readonly (readonly [string, string, number, Walk])[] = [
  ['1M', 'BC_1MONTH', 3.78, short],
  ['1.5M', 'BC_1_5MONTH', 3.8, short],
  ['2M', 'BC_2MONTH', 3.82, short],
  ['3M', 'BC_3MONTH', 3.86, short],
  ['4M', 'BC_4MONTH', 3.88, short],
  ['6M', 'BC_6MONTH', 3.92, short],
  ['1Y', 'BC_1YEAR', 3.95, short],
  ['2Y', 'BC_2YEAR', 4.12, long],
  ['3Y', 'BC_3YEAR', 4.18, long],
  ['5Y', 'BC_5YEAR', 4.33, long],
  ['7Y', 'BC_7YEAR', 4.49, long],
  ['10Y', 'BC_10YEAR', 4.66, long],
  ['20Y', 'BC_20YEAR', 5.22, long],
  ['30Y', 'BC_30YEAR', 5.21, long],
];

/** Shortest first, as in the feed. */
export const maturities: readonly Maturity[] = published.map(([symbol, field, base, shared]) => ({
  symbol,
  field,
  base,
  decimals: 2,
  tickMs: 60_000,
  walks: [shared, { key: `yields/own/${symbol}`, dailyVolatility: 0.002 }],
}));
