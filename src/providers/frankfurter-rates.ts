/** Frankfurter's answers, of one day and of several, as fixings; knows no request and no pair. */
import { z } from 'zod';
import { compareDecimals } from '../protocol/decimal.ts';
import { exactJsonBody, numberText } from './exact-json.ts';
import { currencyCode, type Fixing, isoDay, newestFirst, rateText } from './fixings.ts';

// An amount other than one would multiply every rate.
const head = { amount: numberText.refine((text) => compareDecimals(text, '1') === 0), base: currencyCode };
const dayRates = z.record(z.string(), z.unknown());
const oneDay = z
  .looseObject({ ...head, date: isoDay, rates: dayRates })
  .transform(({ base, date, rates }) => [fixingOf(base, date, rates)]);
// A day without a readable date would make an older one pass for the fixing before: it spoils the answer.
const severalDays = z
  .looseObject({ ...head, end_date: isoDay, rates: z.record(isoDay, dayRates) })
  .refine(({ end_date, rates }) => Object.hasOwn(rates, end_date))
  .transform(({ base, rates }) =>
    Object.entries(rates).map(([day, published]) => fixingOf(base, day, published)),
  );

/**
 * Newest first. A range names its last day: without that one an older would pass for the newest. Throws an UpstreamError
 * of kind `shape` for anything but the JSON of Frankfurter's version 1.
 */
export function parseRates(text: string): readonly Fixing[] {
  return newestFirst(exactJsonBody(text, z.union([oneDay, severalDays])));
}

function fixingOf(base: string, day: string, published: Readonly<Record<string, unknown>>): Fixing {
  const rates = Object.entries(published).flatMap(([code, rate]) =>
    currencyCode.safeParse(code).success ? [[code, rateOf(rate)] as const] : [],
  );
  return { day, rates: new Map(rates), base };
}

function rateOf(published: unknown): string | undefined {
  return numberText.pipe(rateText).safeParse(published).data;
}
