/** One product of Coinbase Exchange: its `ticker` and `stats` answers, and the quote that they make. Knows no request. */
import { z } from 'zod';
import { signOf } from '../protocol/decimal.ts';
import type { QuoteValue } from '../protocol/reading.ts';
import { decimalText, jsonBody } from './body.ts';
import { changeFrom } from './change.ts';
import type { Observation } from './provider.ts';

const ticker = z.looseObject({ price: decimalText, time: z.iso.datetime() });
// Older answers have no `last`; to read `open` for it would show yesterday's price.
const stats = z.looseObject({ open: decimalText, last: decimalText });

export interface Ticker {
  readonly price: string;
  /** Of the last trade, ms since the epoch. */
  readonly at: number;
}

/** `open` is the price of 24 hours ago, `last` that of the last trade. */
export interface Stats {
  readonly open: string;
  readonly last: string;
}

/** Throws an UpstreamError of kind `shape` for anything else. */
export function parseTicker(text: string): Ticker {
  const { price, time } = jsonBody(text, ticker);
  return { price, at: Date.parse(time) };
}

/** Throws an UpstreamError of kind `shape` for anything else, an older answer without `last` among it. */
export function parseStats(text: string): Stats {
  const { open, last } = jsonBody(text, stats);
  return { open, last };
}

/** `open` undefined: the price stands alone, without a change. */
export function productObservation({ price, at }: Ticker, open: string | undefined): Observation {
  return { asOf: at, value: quoteOf(price, open) };
}

function quoteOf(price: string, open: string | undefined): QuoteValue {
  // A product that has not traded for a day opens at zero, which is no price to measure against.
  if (open === undefined || signOf(open) === 0) return { kind: 'quote', price };
  const change = changeFrom(open, price);
  if (change === undefined) return { kind: 'quote', price };
  return { kind: 'quote', price, basis: 'rolling24h', reference: open, ...change };
}
