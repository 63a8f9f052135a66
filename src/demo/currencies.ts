/** The invented foreign exchange market: units per euro, in the order in which the ECB lists them. */
import type { Instrument, Walk } from './walks.ts';

const dollar: Walk = { key: 'fx/USD', dailyVolatility: 0.0035 };

// Code, level, volatility of its own. Levels are near those published in spring 2026.
const dollarBloc: readonly (readonly [string, number, number])[] = [
  ['USD', 1.1604, 0],
  ['CAD', 1.6108, 0.002],
  ['CNY', 8.1352, 0.0012],
  ['HKD', 9.0312, 0.0002],
  ['IDR', 19_612, 0.002],
  ['ILS', 3.6312, 0.004],
  ['INR', 106.41, 0.0018],
  ['KRW', 1_708.3, 0.003],
  ['MXN', 20.871, 0.0045],
  ['MYR', 4.6213, 0.002],
  ['PHP', 68.512, 0.0022],
  ['SGD', 1.4982, 0.0014],
  ['THB', 37.412, 0.0025],
];
const others: readonly (readonly [string, number, number])[] = [
  ['JPY', 181.42, 0.0045],
  ['CZK', 24.318, 0.0012],
  ['DKK', 7.4692, 0.00003],
  ['GBP', 0.87214, 0.0028],
  ['HUF', 384.62, 0.0032],
  ['PLN', 4.2486, 0.0022],
  ['RON', 5.0914, 0.0006],
  ['SEK', 10.9263, 0.003],
  ['CHF', 0.92841, 0.0024],
  ['ISK', 143.9, 0.002],
  ['NOK', 11.372, 0.004],
  ['TRY', 51.832, 0.003],
  ['AUD', 1.7213, 0.004],
  ['BRL', 6.1846, 0.006],
  ['NZD', 1.9984, 0.0042],
  ['ZAR', 19.874, 0.006],
];
const order =
  'USD JPY CZK DKK GBP HUF PLN RON SEK CHF ISK NOK TRY AUD BRL CAD CNY HKD IDR ILS INR KRW MXN MYR NZD PHP SGD THB ZAR';

function currency([symbol, base, volatility]: readonly [string, number, number], shared: Walk[]): Instrument {
  const walks = [...shared, { key: `fx/own/${symbol}`, dailyVolatility: volatility }];
  return { symbol, base, decimals: 5, tickMs: 60_000, walks };
}

const all = [
  ...dollarBloc.map((entry) => currency(entry, [dollar])),
  ...others.map((entry) => currency(entry, [])),
];

/** The euro itself is missing, as in the ECB's files. */
export const currencies: readonly Instrument[] = order
  .split(' ')
  .flatMap((code) => all.filter(({ symbol }) => symbol === code));
