/** Recorded answers that hold lines over time, read by the parsers that the providers use. */

import { parseCsvFixings } from '../providers/ecb-csvdata.ts';
import { parseFixings } from '../providers/ecb-fixings.ts';
import { changeSince } from '../providers/fixing-quotes.ts';
import { type Fixing, fixingBefore } from '../providers/fixings.ts';
import { parseCurves } from '../providers/treasury-curves.ts';
import { yieldSince } from '../providers/treasury-yields.ts';
import { parseSeries } from '../providers/twelvedata-series.ts';
import type { Recording } from './recorded-manifest.ts';
import { isoTime, type Readings, type SeriesPointReading, type SeriesReading } from './recorded-readings.ts';
import { nowOf, servedText, symbolsOf } from './recorded-request.ts';

export async function readXmlFixings(recording: Recording, text: string): Promise<Readings> {
  return fixingReadings(parseFixings(await servedText(recording, text, ['text/xml', 'application/xml'])));
}

export async function readCsvFixings(recording: Recording, text: string): Promise<Readings> {
  return fixingReadings(parseCsvFixings(await servedText(recording, text, ['text/csv'])));
}

/** Under the feed's own names: it holds more maturities than a headline does. */
export async function readYieldCurves(recording: Recording, text: string): Promise<Readings> {
  const curves = parseCurves(await servedText(recording, text, ['application/xml', 'text/xml']));
  const names = new Set(curves.flatMap(({ yields }) => [...yields.keys()]));
  const readings = [...names].map((name): SeriesReading => {
    const points = curves.flatMap(({ day, yields }) => {
      const value = yields.get(name);
      return value == null ? [] : [point(day, value, yieldSince(value, name, fixingBefore(day, curves)))];
    });
    return { series: name, basis: 'prevFixing', points };
  });
  return { kind: 'series', readings };
}

export async function readTimeSeries(recording: Recording, text: string): Promise<Readings> {
  const body = await servedText(recording, text, ['application/json']);
  const lines = parseSeries(body, symbolsOf(recording), nowOf(recording));
  const readings = [...lines].map(([series, line]): SeriesReading => {
    const points = line.map(({ t, price }) => point(isoTime(t), price, {}));
    return { series, basis: 'prevClose', points: points.reverse() };
  });
  return { kind: 'series', readings };
}

function fixingReadings(fixings: readonly Fixing[]): Readings {
  const codes = new Set(fixings.flatMap(({ rates }) => [...rates.keys()]));
  return { kind: 'series', readings: [...codes].map((code) => fixingSeries(code, fixings)) };
}

function fixingSeries(code: string, fixings: readonly Fixing[]): SeriesReading {
  const points = fixings.flatMap((fixing) => {
    const value = fixing.rates.get(code);
    if (value === undefined) return [];
    const before = fixingBefore(fixing.day, fixings);
    return [point(fixing.day, value, changeSince(value, { base: 'EUR', quote: code }, before))];
  });
  return { series: code, base: 'EUR', basis: 'prevFixing', points };
}

function point(
  date: string,
  value: string,
  {
    reference,
    change,
    changePct,
    changeBp,
  }: Partial<Readonly<Record<'reference' | 'change' | 'changePct' | 'changeBp', string>>>,
): SeriesPointReading {
  return {
    date,
    value,
    previous: reference ?? null,
    change: change ?? null,
    changePct: changePct ?? null,
    ...(changeBp !== undefined && { changeBp }),
  };
}
