/** Whether what was read is what a manifest expects: texts as equal decimals, floats within the last digit published. */
import { compareDecimals, isDecimal } from '../protocol/decimal.ts';
import { skyOf } from '../providers/metno-symbols.ts';
import {
  type ExpectedQuote,
  type ExpectedSeries,
  type ExpectedStep,
  type ExpectedWeather,
  expectedQuotes,
  expectedRefusal,
  expectedSeries,
  expectedWeather,
} from './recorded-expectations.ts';
import type { Recording } from './recorded-manifest.ts';
import type {
  QuoteReading,
  Readings,
  RefusedReading,
  SeriesReading,
  StepReading,
  WeatherReading,
} from './recorded-readings.ts';

// Converted values in a manifest are rounded to two decimals.
const floatTolerance = 0.01;
const dayLength = 'YYYY-MM-DD'.length;

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
  { series, date, value, latest, previous, change, changePct }: ExpectedSeries['points'][number],
  newest: string | undefined,
): boolean {
  const points = readings.find((reading) => reading.series === series)?.points ?? [];
  const point = points.find((each) => each.date === date);
  if (point === undefined || (latest === true && date !== newest)) return false;
  return (
    sameDecimal(point.value, value) &&
    (previous === undefined || sameDecimal(point.previous, previous)) &&
    (change === undefined || sameDecimal(point.change, change)) &&
    (changePct === undefined || sameDecimal(point.changePct, changePct))
  );
}

function weatherAgrees(read: WeatherReading, expected: ExpectedWeather): boolean {
  return (
    read.steps === expected.steps &&
    read.hours === expected.hours &&
    sameTime(read.updatedAt, expected.updatedAt) &&
    sameTime(read.lastHour, expected.lastHour) &&
    stepAgrees(read.current, expected.current) &&
    stepAgrees(read.firstHour, expected.firstHour) &&
    stepAgrees(read.lastStep, expected.lastStep)
  );
}

function stepAgrees(read: StepReading | null, expected: ExpectedStep): boolean {
  if (read === null) return false;
  const sky = skyOf(expected.symbol);
  return (
    sameTime(read.time, expected.time) &&
    sameFloat(read.tempC, expected.tempC) &&
    sameFloat(read.windMs, expected.windMs) &&
    sameFloat(read.humidityPct, expected.humidityPct) &&
    sameFloat(read.precipMm, expected.precipMm) &&
    (expected.symbol === undefined ||
      (read.condition === (sky?.condition ?? null) && read.isDay === (sky?.isDay ?? null)))
  );
}

/** Null and absent are both "not in the body"; `1.1` and `1.10` are one value. */
function sameDecimal(read: string | null, expected: string | null | undefined): boolean {
  if (expected == null || read === null) return expected == null && read === null;
  return isDecimal(read) && isDecimal(expected) ? compareDecimals(read, expected) === 0 : read === expected;
}

/** A day without a time agrees with any moment of it. */
function sameTime(read: string | null, expected: string | null | undefined): boolean {
  if (expected == null || read === null) return expected == null && read === null;
  if (expected.length === dayLength) return read.slice(0, dayLength) === expected;
  return Date.parse(read) === Date.parse(expected);
}

function sameFloat(read: number | null, expected: number | null | undefined): boolean {
  if (expected === undefined) return true;
  if (expected === null || read === null) return expected === read;
  return Math.abs(read - expected) <= floatTolerance;
}
