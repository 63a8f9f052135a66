/** The invented crypto market: pairs in Kraken's naming, with levels as they might stand late in 2026. */
import type { Instrument, Walk } from './walks.ts';

export interface CryptoPair extends Instrument {
  /** The key under which Kraken answers; the old pairs' differs from the name asked for. */
  readonly key: string;
  /** Decimals as printed, more than the price has. */
  readonly printed: number;
  /** Of the base currency in 24 hours. */
  readonly dayVolume: number;
}

const market: Walk = { key: 'crypto', dailyVolatility: 0.018 };

interface Coin {
  readonly base: number;
  readonly decimals: number;
  readonly printed: number;
  readonly volatility: number;
  readonly dayVolume: number;
}

// One coin's pairs share its walk, so that bitcoin rises in dollars and in euros alike.
function pair(coin: string, currency: 'USD' | 'EUR', key: string, details: Coin): CryptoPair {
  const { base, decimals, printed, volatility, dayVolume } = details;
  return {
    symbol: `${coin}${currency}`,
    key,
    base: currency === 'USD' ? base : base / 1.16,
    decimals,
    printed,
    dayVolume,
    tickMs: 2_000,
    walks: [market, { key: `crypto/${coin}`, dailyVolatility: volatility }],
  };
}

const xbt: Coin = { base: 97_400, decimals: 1, printed: 5, volatility: 0.006, dayVolume: 1_900 };
const eth: Coin = { base: 3_420, decimals: 2, printed: 5, volatility: 0.014, dayVolume: 24_000 };
const sol: Coin = { base: 158, decimals: 2, printed: 6, volatility: 0.02, dayVolume: 310_000 };

export const cryptoPairs: readonly CryptoPair[] = [
  pair('XBT', 'USD', 'XXBTZUSD', xbt),
  pair('ETH', 'USD', 'XETHZUSD', eth),
  pair('SOL', 'USD', 'SOLUSD', sol),
  pair('XRP', 'USD', 'XXRPZUSD', details(2.31, 5, 8, 0.02, 21_000_000)),
  pair('ADA', 'USD', 'ADAUSD', details(0.612, 6, 8, 0.022, 14_000_000)),
  pair('XDG', 'USD', 'XDGUSD', details(0.1684, 7, 9, 0.026, 90_000_000)),
  pair('LTC', 'USD', 'XLTCZUSD', details(98.2, 2, 5, 0.018, 40_000)),
  pair('DOT', 'USD', 'DOTUSD', details(3.38, 4, 8, 0.022, 620_000)),
  pair('XBT', 'EUR', 'XXBTZEUR', xbt),
  pair('ETH', 'EUR', 'XETHZEUR', eth),
  pair('SOL', 'EUR', 'SOLEUR', sol),
];

function details(
  base: number,
  decimals: number,
  printed: number,
  volatility: number,
  dayVolume: number,
): Coin {
  return { base, decimals, printed, volatility, dayVolume };
}
