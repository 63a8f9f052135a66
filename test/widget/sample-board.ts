/** A board as a news site would have it, with one item in each state that a reader can meet. Numbers are invented. */
import type { ItemId } from '../../src/protocol/item-id.ts';
import type { ItemMeta } from '../../src/protocol/meta.ts';
import type { BlankReading, QuoteValue, ValuedReading, WeatherValue } from '../../src/protocol/reading.ts';
import type { BoardSnapshot, SnapshotItem, Sparkline } from '../../src/protocol/snapshot.ts';

export const noon = Date.UTC(2026, 10, 23, 14, 32, 0);
export const epoch = 1_700_000_000_000;
const minute = 60_000;
const hour = 60 * minute;

export const sources: BoardSnapshot['sources'] = {
  metno: {
    name: 'MET Norway',
    text: 'Weather data from MET Norway',
    href: 'https://www.met.no/en',
    licence: 'CC BY 4.0',
  },
  twelvedata: {
    name: 'Twelve Data',
    text: 'Market data from Twelve Data',
    href: 'https://twelvedata.com',
    licence: 'plan',
  },
  ecb: {
    name: 'ECB',
    text: 'Reference rates: European Central Bank',
    href: 'https://www.ecb.europa.eu',
    licence: 'free',
  },
  coingecko: {
    name: 'CoinGecko',
    text: 'Data powered by CoinGecko',
    href: 'https://www.coingecko.com',
    licence: 'API terms',
  },
};

export function quoteMeta(
  id: ItemId,
  cls: ItemMeta['cls'],
  name: string,
  more: Partial<ItemMeta> = {},
): ItemMeta {
  return { id, cls, name: { en: name }, ...more };
}

export function quote(
  id: ItemId,
  value: Omit<QuoteValue, 'kind'>,
  more: Partial<ValuedReading> = {},
): ValuedReading {
  return {
    id,
    e: epoch,
    s: 1,
    state: 'live',
    asOf: noon - 10_000,
    staleAt: noon + 20 * minute,
    source: 'twelvedata',
    tier: 'primary',
    delay: 'delayed-15m',
    value: { kind: 'quote', basis: 'prevClose', ...value },
    ...more,
  };
}

export function weather(
  id: ItemId,
  value: Omit<WeatherValue, 'kind'>,
  more: Partial<ValuedReading> = {},
): ValuedReading {
  return {
    id,
    e: epoch,
    s: 1,
    state: 'live',
    asOf: noon - 20 * minute,
    staleAt: noon + hour,
    source: 'metno',
    tier: 'primary',
    delay: 'model',
    value: { kind: 'weather', ...value },
    ...more,
  };
}

/** A line from `from` to `to` over the last eight hours that wavers on its way, the same for the same numbers. */
export function line(from: number, to: number, waver = 0.35): Sparkline {
  const size = 40;
  const span = Math.abs(to - from) || Math.abs(from) * 0.001;
  const v = Array.from({ length: size }, (_, i) => {
    const t = i / (size - 1);
    const noise = Math.sin(i * 0.9 + from) * 0.5 + Math.sin(i * 2.3 + to) * 0.3 + Math.sin(i * 0.31) * 0.6;
    return from + (to - from) * t + noise * span * waver * Math.sin(Math.PI * t);
  });
  return { t0: noon - 8 * hour, dt: v.map((_, i) => Math.round((i * 8 * 3600) / (size - 1))), v };
}

const blank: BlankReading = {
  id: 'quote:LITH',
  e: epoch,
  s: 1,
  state: 'unavailable',
  asOf: noon,
  reason: 'feed-failed',
};

const meta: readonly ItemMeta[] = [
  {
    id: 'weather:la-paz-bo',
    cls: 'weather',
    name: { en: 'La Paz' },
    region: { en: 'Bolivia' },
    zone: 'America/La_Paz',
    href: 'https://www.yr.no/en',
  },
  quoteMeta('quote:SPX', 'index', 'S&P 500', { decimals: 2, href: 'https://example.com/spx' }),
  quoteMeta('quote:IXIC', 'index', 'Nasdaq', { decimals: 2 }),
  quoteMeta('quote:USD-BOB', 'fx', 'USD/BOB', { currency: 'BOB', decimals: 4 }),
  quoteMeta('quote:EUR-USD', 'fx', 'EUR/USD', {
    currency: 'USD',
    decimals: 4,
    href: 'https://example.com/eurusd',
  }),
  quoteMeta('quote:BRENT', 'commodity', 'Brent', { currency: 'USD', decimals: 2 }),
  quoteMeta('quote:BTC-USD', 'crypto', 'Bitcoin', { currency: 'USD', decimals: 0 }),
  quoteMeta('quote:UST10Y', 'yield', 'US 10Y', { decimals: 2 }),
  quoteMeta('quote:FTSE', 'index', 'FTSE 100', { decimals: 2 }),
  quoteMeta('quote:N225', 'index', 'Nikkei 225', { decimals: 2 }),
  quoteMeta('quote:AAPL', 'share', 'Apple', { currency: 'USD', decimals: 2 }),
  quoteMeta('quote:LITH', 'share', 'Lithium Americas', { currency: 'USD', decimals: 2 }),
  quoteMeta('quote:GOLD', 'commodity', 'Gold', { currency: 'USD', decimals: 2 }),
  quoteMeta('quote:ETH-USD', 'crypto', 'Ether', { currency: 'USD', decimals: 2 }),
  quoteMeta('quote:DAX', 'index', 'DAX', { decimals: 2 }),
];

const items: readonly SnapshotItem[] = [
  weather('weather:la-paz-bo', {
    tempC: 14.2,
    feelsC: 12,
    condition: 'partly-cloudy',
    isDay: true,
    lowC: 4,
    highC: 16,
  }),
  {
    ...quote('quote:SPX', { price: '6931.42', reference: '6891.44', change: '39.98', changePct: '0.5801' }),
    spark: line(6891.44, 6931.42),
  },
  {
    ...quote('quote:IXIC', { price: '23207.10', reference: '23020.64', change: '186.46', changePct: '0.81' }),
    spark: line(23020.64, 23207.1),
  },
  {
    ...quote(
      'quote:USD-BOB',
      { price: '6.9124', reference: '6.9124', change: '0.0000', changePct: '0', basis: 'prevFixing' },
      { delay: 'fixing', source: 'ecb', asOf: Date.UTC(2026, 10, 23) },
    ),
    spark: line(6.9124, 6.9124, 0.5),
  },
  {
    ...quote(
      'quote:EUR-USD',
      { price: '1.0845', reference: '1.0861', change: '-0.0016', changePct: '-0.1473', basis: 'prevFixing' },
      { delay: 'fixing', source: 'ecb', asOf: Date.UTC(2026, 10, 23) },
    ),
    spark: line(1.0861, 1.0845),
  },
  {
    ...quote(
      'quote:BRENT',
      { price: '61.08', reference: '61.91', change: '-0.83', changePct: '-1.3406' },
      { delay: 'realtime' },
    ),
    spark: line(61.91, 61.08),
  },
  {
    ...quote(
      'quote:BTC-USD',
      { price: '91204.12', reference: '90194.0', change: '1010.12', changePct: '1.12', basis: 'rolling24h' },
      { delay: 'realtime', source: 'coingecko' },
    ),
    spark: line(90194, 91204),
  },
  {
    ...quote('quote:UST10Y', { price: '4.06', reference: '4.03', changeBp: '3' }, { delay: 'eod' }),
    spark: line(4.03, 4.06),
  },
  {
    ...quote(
      'quote:FTSE',
      { price: '9712.33', reference: '9734.10', change: '-21.77', changePct: '-0.2236' },
      { asOf: noon - 42 * minute, staleAt: noon - 20 * minute },
    ),
    spark: line(9734.1, 9712.33),
  },
  {
    ...quote(
      'quote:N225',
      { price: '50323.91', reference: '50376.53', change: '-52.62', changePct: '-0.1045' },
      { state: 'closed', asOf: noon - 8 * hour, staleAt: noon + 10 * hour },
    ),
    spark: line(50376.53, 50323.91),
  },
  {
    ...quote('quote:AAPL', { price: '273.41', reference: '270.05', change: '3.36', changePct: '1.2442' }),
    spark: line(270.05, 273.41),
  },
  blank,
  {
    ...quote(
      'quote:GOLD',
      { price: '4065.20', reference: '4079.60', change: '-14.40', changePct: '-0.353' },
      { state: 'held', delay: 'realtime' },
    ),
    spark: line(4079.6, 4065.2),
  },
  {
    ...quote(
      'quote:ETH-USD',
      { price: '2987.55', basis: 'rolling24h' },
      { delay: 'realtime', source: 'coingecko' },
    ),
    spark: line(2950, 2987.55),
  },
];

/** Fourteen quotes and a place; DAX has not been heard of. */
export function sampleBoard(more: Partial<BoardSnapshot> = {}): BoardSnapshot {
  return { board: 'front', builtAt: noon, demo: false, meta, sources, items, ...more };
}
