/** Twelve Data's `quote` answer, JSON or CSV, as quotes against the previous close; knows no request. */
import { z } from 'zod';
import { divide, signOf } from '../protocol/decimal.ts';
import type { QuoteValue } from '../protocol/reading.ts';
import { UpstreamError } from '../system/upstream-error.ts';
import { decimalText, type Outcome, refused } from './body.ts';
import { isRoundedAway } from './change.ts';
import { entriesOf, isDenominated, majorOf, refusalOf } from './twelvedata-body.ts';

/** `currency`: ISO 4217 as published, prices in a minor unit already turned into it; undefined where none is named. */
export type QuoteOutcome = Outcome & { readonly currency?: string };

// Seconds from 2001 to 2286: milliseconds by mistake fall outside.
const unixSeconds = z.int().min(1_000_000_000).max(9_999_999_999).nullish();

// ISO 4217, a minor unit such as GBp, or a crypto ticker.
const currencyName = z.string().regex(/^[A-Za-z0-9]{3,12}$/);

const quote = z.looseObject({
  symbol: z.string(),
  currency: currencyName.nullish(),
  close: decimalText,
  previous_close: decimalText.nullish(),
  change: decimalText.nullish(),
  percent_change: decimalText.nullish(),
  last_quote_at: unixSeconds,
  timestamp: unixSeconds,
  datetime: z.unknown(),
  is_market_open: z.boolean().nullish(),
});
type Quote = z.infer<typeof quote>;

/** One outcome for each symbol. Throws an UpstreamError where the whole answer is an error or no JSON. */
export function parseQuotes(text: string, symbols: readonly string[]): ReadonlyMap<string, QuoteOutcome> {
  const entries = entriesOf(text, symbols);
  return new Map([...entries].map(([symbol, entry]) => [symbol, outcomeOf(symbol, entry)]));
}

function outcomeOf(symbol: string, entry: unknown): QuoteOutcome {
  const refusal = refusalOf(entry);
  if (refusal) return refusal;
  const parsed = quote.safeParse(entry);
  if (!parsed.success) return refused('shape', 'the quote has not the expected fields');
  if (!isSame(symbol, parsed.data.symbol)) return refused('shape', 'the quote is of another symbol');
  if (!isDenominated(parsed.data.symbol, parsed.data.currency)) {
    return refused('shape', 'the quote does not say what currency its price is in');
  }
  const [time, value] = [timeOf(parsed.data), valueIn(parsed.data)];
  if (time === undefined) return refused('shape', 'the quote has no time that can be placed');
  if (value === undefined) return refused('shape', 'the quote knows its previous close in part only');
  const { is_market_open: marketOpen, currency } = parsed.data;
  const observation = { ...time, ...(typeof marketOpen === 'boolean' && { marketOpen }), value };
  return { ok: true, observation, ...(currency && { currency: majorOf(currency) ?? currency }) };
}

/** `AAPL:NASDAQ` is answered as AAPL, and EURUSD may be as EUR/USD. */
function isSame(asked: string, answered: string): boolean {
  const plain = (symbol: string) => symbol.replace('/', '').toUpperCase();
  return plain(asked.split(':')[0] ?? asked) === plain(answered);
}

/** `datetime` is the exchange's wall clock without its zone: of use only where it is a day, and then for no more. */
function timeOf({ last_quote_at, timestamp, datetime }: Quote) {
  const seconds = last_quote_at ?? timestamp;
  if (typeof seconds === 'number') return { asOf: seconds * 1000 };
  const day = z.iso.date().safeParse(datetime);
  return day.success ? { asOf: Date.parse(day.data), delay: 'eod' as const } : undefined;
}

/** All of the previous close or, on a first day of trading, nothing: one field without the others is no basis. */
function valueIn({ close, previous_close, change, percent_change, currency }: Quote): QuoteValue | undefined {
  const price = major(close, currency);
  if (previous_close == null && change == null && percent_change == null) return { kind: 'quote', price };
  if (previous_close == null || change == null || percent_change == null) return undefined;
  return {
    kind: 'quote',
    price,
    basis: 'prevClose',
    reference: major(previous_close, currency),
    change: major(change, currency),
    // Of a close below zero, as oil's was on 20 April 2020, a rise is a negative percentage: it would look like a fall.
    ...(signOf(previous_close) > 0 &&
      !isRoundedAway(percent_change, change, previous_close) && { changePct: percent_change }),
  };
}

const maxDecimals = 30;

/** A price in a minor unit in its major one, exact to as many decimals as decimal text has; any other as it is. */
export function major(price: string, currency: unknown): string {
  if (majorOf(currency) === undefined) return price;
  const decimals = price.split('.')[1]?.length ?? 0;
  return divide(price, '100', Math.min(decimals + 2, maxDecimals)) ?? price;
}

const csvColumns = ['symbol', 'currency', 'datetime', 'close', 'previous_close', 'change', 'percent_change'];

/**
 * The CSV form of the same endpoint, which the provider never asks for: an operator who recorded it, as the service's
 * own examples do, can have it checked. Delimited by `;` unless asked otherwise; it carries the day only.
 */
export function parseQuoteCsv(text: string, symbol: string): QuoteOutcome {
  const [header = '', ...rows] = text.trim().split(/\r?\n/);
  const delimiter = header.includes(';') ? ';' : ',';
  const names = header.split(delimiter);
  const cells = rows.map((row) => row.split(delimiter));
  // A delimiter inside a name would move the figures into other columns.
  if (!names.includes('close') || cells.some((row) => row.length !== names.length)) {
    throw new UpstreamError('shape', 'the CSV body has not the expected columns');
  }
  const row = cells.find((cell) => cell[names.indexOf('symbol')] === symbol);
  const entry = row && Object.fromEntries(csvColumns.map((name) => [name, row[names.indexOf(name)]]));
  return outcomeOf(symbol, entry);
}
