/** The invented crypto market as CoinGecko and Coinbase name it: the same walks as Kraken's pairs, a hair's breadth apart. */
import { type CryptoPair, cryptoPairs } from './crypto-pairs.ts';
import { hashText, levelAt, noiseAt } from './walks.ts';

export interface Coin {
  /** CoinGecko's id. */
  readonly id: string;
  readonly ticker: string;
  readonly name: string;
  /** In circulation. */
  readonly supply: number;
  /** Decimals of its price in dollars on Coinbase. */
  readonly decimals: number;
  /** Its pair with the dollar, whose walk it shares. */
  readonly pair: CryptoPair;
}

/** Where a coin is priced, and how far from the common walk its price may stand, as a share. */
export interface Venue {
  readonly name: string;
  readonly spread: number;
}

const named: readonly (readonly [string, string, string, string, number, number])[] = [
  ['XBTUSD', 'bitcoin', 'btc', 'Bitcoin', 19_960_000, 2],
  ['ETHUSD', 'ethereum', 'eth', 'Ethereum', 120_700_000, 2],
  ['SOLUSD', 'solana', 'sol', 'Solana', 548_000_000, 2],
  ['XRPUSD', 'ripple', 'xrp', 'XRP', 60_100_000_000, 4],
  ['ADAUSD', 'cardano', 'ada', 'Cardano', 35_800_000_000, 4],
  ['XDGUSD', 'dogecoin', 'doge', 'Dogecoin', 151_000_000_000, 5],
  ['LTCUSD', 'litecoin', 'ltc', 'Litecoin', 76_400_000, 2],
  ['DOTUSD', 'polkadot', 'dot', 'Polkadot', 1_610_000_000, 3],
];

export const coins: readonly Coin[] = named.flatMap(([symbol, id, ticker, name, supply, decimals]) =>
  cryptoPairs
    .filter((pair) => pair.symbol === symbol)
    .map((pair) => ({ id, ticker, name, supply, decimals, pair })),
);

// How soon two markets drift from one side of each other to the other, ms.
const driftMs = 120_000;

/** The coin's price in dollars there, before rounding; the same seed and instant give the same number. */
export function coinPriceAt({ pair }: Coin, { name, spread }: Venue, seed: number, t: number): number {
  const at = Math.floor(t / pair.tickMs) * pair.tickMs;
  const apart = spread * noiseAt(hashText(`${seed}/${name}/${pair.symbol}`), driftMs, at);
  return levelAt(pair, seed, t) * (1 + apart);
}
