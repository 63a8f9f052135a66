/** Readings for the view's tests, each complete and live unless told otherwise. */
import type { ItemMeta } from '../../src/protocol/meta.ts';
import type { BlankReason, QuoteValue, ValuedReading, WeatherValue } from '../../src/protocol/reading.ts';
import { now } from './context.ts';

export function quoteMeta(more: Partial<ItemMeta> = {}): ItemMeta {
  return {
    id: 'quote:SPX',
    cls: 'index',
    name: { en: 'S&P 500', es: 'S&P 500' },
    decimals: 2,
    zone: 'UTC',
    ...more,
  };
}

export function quoteReading(
  value: Partial<QuoteValue> = {},
  more: Partial<ValuedReading> = {},
): ValuedReading {
  return {
    ...base,
    id: 'quote:SPX',
    value: { kind: 'quote', price: '6931.42', basis: 'prevClose', changePct: '0.58', ...value },
    ...more,
  };
}

export const weatherMeta: ItemMeta = {
  id: 'weather:la-paz-bo',
  cls: 'weather',
  name: { en: 'La Paz' },
  region: { en: 'Bolivia' },
  zone: 'UTC',
};

export function weatherReading(
  value: Partial<WeatherValue> = {},
  more: Partial<ValuedReading> = {},
): ValuedReading {
  return {
    ...base,
    id: 'weather:la-paz-bo',
    delay: 'model',
    value: { kind: 'weather', tempC: 14.2, condition: 'rain', isDay: true, lowC: 4, highC: 16, ...value },
    ...more,
  };
}

export function blankReading(reason: BlankReason) {
  const state: 'withdrawn' | 'unavailable' = reason === 'withdrawn' ? 'withdrawn' : 'unavailable';
  return { id: 'quote:SPX', e: 1, s: 1, state, asOf: now, reason } as const;
}

const base: Omit<ValuedReading, 'id' | 'value'> = {
  e: 1,
  s: 1,
  state: 'live',
  asOf: now - 28 * 60_000,
  staleAt: now + 60_000,
  source: 'feed',
  tier: 'primary',
  delay: 'delayed-15m',
};
