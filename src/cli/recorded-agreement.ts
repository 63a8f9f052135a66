/** Whether what was read is what a manifest expects, by the kind of what was read. */
import { alertsAgree, lookupAgrees } from './recorded-alert-agreement.ts';
import { sameDecimal, sameTime } from './recorded-equality.ts';
import {
  type ExpectedQuote,
  type ExpectedSeries,
  expectedAlerts,
  expectedLookup,
  expectedQuotes,
  expectedRefusal,
  expectedSeries,
  expectedWeather,
} from './recorded-expectations.ts';
import type { Recording } from './recorded-manifest.ts';
import type { QuoteReading, Readings, RefusedReading, SeriesReading } from './recorded-readings.ts';
import { weatherAgrees } from './recorded-weather-agreement.ts';

/** True where the readings are those expected. What the manifest does not state is not compared. */
export function readingsAgree(read: Readings, { kind, expect, missing }: Recording): boolean {
  if (kind !== read.kind) return false;
  switch (read.kind) {
    case 'quotes':
      return quotesAgree(read.readings, expectedQuotes.parse(expect), missing);
    case 'series':
      return seriesAgree(read.readings, expectedSeries.parse(expect));
    case 'weather':
      return weatherAgrees(read.readings[0], expectedWeather.parse(expect));
    case 'alerts':
      return alertsAgree(read.readings[0], expectedAlerts.parse(expect));
    case 'lookup':
      return lookupAgrees(read.readings[0], expectedLookup.parse(expect));
  }
}

/** True where the refusal is the one expected, or one as fair. */
export function refusalAgrees(refusal: string, { kind, expect, alsoFair }: Recording): boolean {
  return kind === 'refuse' && [expectedRefusal.parse(expect).refuse, ...alsoFair].includes(refusal);
}

function quotesAgree(
  readings: readonly (QuoteReading | RefusedReading)[],
  expected: readonly ExpectedQuote[],
  missing: readonly string[],
): boolean {
  const found = new Map(readings.flatMap((each) => ('price' in each ? [[each.symbol, each]] : [])));
  return (
    expected.every((one) => quoteAgrees(found.get(one.symbol), one)) &&
    missing.every((symbol) => !found.has(symbol))
  );
}

function quoteAgrees(read: QuoteReading | undefined, expected: ExpectedQuote): boolean {
  if (read === undefined) return false;
  const { reference, currency, marketOpen } = expected;
  return (
    sameDecimal(read.price, expected.price) &&
    sameTime(read.asOf, expected.asOf) &&
    read.basis === expected.basis &&
    sameDecimal(read.change, expected.change) &&
    sameDecimal(read.changePct, expected.changePct) &&
    (reference === undefined || sameDecimal(read.reference, reference)) &&
    (currency == null || read.currency === undefined || read.currency === currency) &&
    (marketOpen === undefined || read.marketOpen === marketOpen)
  );
}

function seriesAgree(readings: readonly SeriesReading[], expected: ExpectedSeries): boolean {
  const dates = new Set(readings.flatMap(({ points }) => points.map(({ date }) => date)));
  const rows = readings.reduce((sum, { points }) => sum + points.length, 0);
  const newest = [...dates].sort().at(-1);
  return (
    readings.every(({ base }) => base === expected.base) &&
    readings.every(({ basis }) => basis === (expected.basis ?? basis)) &&
    rows === (expected.rows ?? rows) &&
    dates.size === (expected.dates ?? dates.size) &&
    readings.length === (expected.seriesCount ?? readings.length) &&
    !expected.absentDates.some((date) => dates.has(date)) &&
    expected.points.every((point) => pointAgrees(readings, point, newest))
  );
}

function pointAgrees(
  readings: readonly SeriesReading[],
  { series, date, value, latest, previous, change, changePct, changeBp }: ExpectedSeries['points'][number],
  newest: string | undefined,
): boolean {
  const points = readings.find((reading) => reading.series === series)?.points ?? [];
  const point = points.find((each) => each.date === date);
  if (point === undefined || (latest === true && date !== newest)) return false;
  return (
    sameDecimal(point.value, value) &&
    (previous === undefined || sameDecimal(point.previous, previous)) &&
    (change === undefined || sameDecimal(point.change, change)) &&
    (changePct === undefined || sameDecimal(point.changePct, changePct)) &&
    (changeBp === undefined || sameDecimal(point.changeBp ?? null, String(changeBp)))
  );
}
