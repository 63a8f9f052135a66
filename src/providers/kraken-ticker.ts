/** Kraken's Ticker answer as quotes by pair; knows no request. */
import { z } from 'zod';
import { signOf } from '../protocol/decimal.ts';
import type { QuoteValue } from '../protocol/reading.ts';
import { UpstreamError, type UpstreamErrorKind } from '../system/upstream-error.ts';
import { decimalText, jsonBody, type Outcome, refused } from './body.ts';
import { changeFrom } from './change.ts';

// Both shapes of every answer: errors come with HTTP 200.
const envelope = z.looseObject({
  error: z.array(z.string()),
  result: z.record(z.string(), z.unknown()).optional(),
});

// `c` is [last price, lot volume]. The other fields, of which `t` holds numbers among the text, are not looked at.
const ticker = z.looseObject({ c: z.tuple([decimalText], z.unknown()), o: decimalText });

/** What Kraken's `error` list says, worst known first; https://docs.kraken.com/api/docs/guides/spot-errors. */
const errorKinds: readonly (readonly [RegExp, UpstreamErrorKind])[] = [
  [/too many requests|rate limit|EService:Throttled/i, 'throttled'],
  [/^EService/, 'status'],
  [/^EQuery:Unknown asset pair/i, 'not-found'],
];

/** The `result` by pair as Kraken names it, or why there is none. */
export type KrakenAnswer =
  | { readonly kind: 'result'; readonly result: ReadonlyMap<string, unknown> }
  | { readonly kind: 'error'; readonly error: UpstreamError };

/** Throws an UpstreamError of kind `shape` for any other structure. An error list is a value: a batch may live on. */
export function krakenAnswer(text: string): KrakenAnswer {
  const { error, result } = jsonBody(text, envelope);
  if (error.length > 0) {
    return { kind: 'error', error: new UpstreamError(kindOfErrors(error), 'Kraken answered with an error') };
  }
  if (result === undefined) throw new UpstreamError('shape', 'neither an error nor a result');
  return { kind: 'result', result: new Map(Object.entries(result)) };
}

/** As `krakenAnswer`, for a request of one pair: throws the error that it names. */
export function krakenResult(text: string): ReadonlyMap<string, unknown> {
  const answer = krakenAnswer(text);
  if (answer.kind === 'error') throw answer.error;
  return answer.result;
}

function kindOfErrors(errors: readonly string[]): UpstreamErrorKind {
  const found = errorKinds.find(([pattern]) => errors.some((error) => pattern.test(error)));
  return found?.[1] ?? 'rejected';
}

/** One pair's entry. Kraken gives `XXBTZUSD` for the `XBTUSD` that was asked: old pairs carry a class letter each side. */
export function entryOf(result: ReadonlyMap<string, unknown>, pair: string): unknown {
  const wanted = normalised(pair);
  return result.get(pair) ?? [...result].find(([key]) => normalised(key) === wanted)?.[1];
}

function normalised(pair: string): string {
  const plain = pair.replace('/', '');
  const [, base, quote] = /^[XZ]([A-Z]{3})[XZ]([A-Z]{3})$/.exec(plain) ?? [];
  return base === undefined || quote === undefined ? plain : base + quote;
}

/** One pair's quote, as of `asOf` (ms since the epoch), since the entry names no time. */
export function tickerOutcome(entry: unknown, asOf: number): Outcome {
  if (entry === undefined) return refused('not-found', 'the pair is not in the answer');
  const parsed = ticker.safeParse(entry);
  if (!parsed.success) return refused('shape', 'c or o is not what Kraken publishes');
  return { ok: true, observation: { asOf, value: quoteOf(parsed.data.c[0], parsed.data.o) } };
}

function quoteOf(price: string, open: string): QuoteValue {
  // A pair that has never traded opens at zero, which is no price to measure against.
  if (signOf(open) === 0) return { kind: 'quote', price };
  const change = changeFrom(open, price);
  if (change === undefined) return { kind: 'quote', price };
  return { kind: 'quote', price, basis: 'utcDayOpen', reference: open, ...change };
}
