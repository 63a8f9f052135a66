/** The National Weather Service's forecast periods as plain values; knows no place and no present. */
import { z } from 'zod';
import type { Condition } from '../protocol/reading.ts';
import { UpstreamError } from '../system/upstream-error.ts';
import { jsonBody } from './body.ts';
import { percent, periodTemperature, periodWind, quantity } from './nws-quantity.ts';
import { skyOfIcon, skyOfText } from './nws-sky.ts';

/** One period, an hour in the hourly forecast. A figure in a unit that is not known, or no number, is absent. */
export interface Period {
  /** ms since the epoch; `end` is the first instant after it. */
  readonly start: number;
  readonly end: number;
  readonly tempC?: number;
  readonly windMs?: number;
  readonly humidityPct?: number;
  readonly condition?: Condition;
  readonly isDay?: boolean;
}

export interface NwsForecast {
  /** When the office last changed the forecast, ms since the epoch. */
  readonly issuedAt: number;
  /** Oldest first. */
  readonly periods: readonly Period[];
}

const time = z.iso.datetime({ offset: true });

// A period whose times cannot be read makes the whole body unreadable: without it another would pass for the present.
const body = z.looseObject({
  properties: z.looseObject({
    updateTime: time,
    periods: z.array(z.looseObject({ startTime: time, endTime: time })).max(1000),
  }),
});

type RawPeriod = z.infer<typeof body>['properties']['periods'][number];

/** Throws an UpstreamError: `shape` for another structure, `empty` where there is no period. */
export function parsePeriods(text: string): NwsForecast {
  const { updateTime, periods } = jsonBody(text, body).properties;
  if (periods.length === 0) throw new UpstreamError('empty', 'no period in the forecast');
  return {
    issuedAt: Date.parse(updateTime),
    periods: periods.map(periodOf).sort((a, b) => a.start - b.start),
  };
}

/** The period that `at` falls into. */
export function periodAt({ periods }: NwsForecast, at: number): Period | undefined {
  return periods.find(({ start, end }) => start <= at && at < end);
}

function periodOf(raw: RawPeriod): Period {
  const tempC = periodTemperature(raw.temperature, raw.temperatureUnit);
  const windMs = periodWind(raw.windSpeed);
  const humidityPct = quantity(raw.relativeHumidity, percent);
  const condition = skyOfText(raw.shortForecast) ?? skyOfIcon(raw.icon).condition;
  return {
    start: Date.parse(raw.startTime),
    end: Date.parse(raw.endTime),
    ...(tempC !== undefined && { tempC }),
    ...(windMs !== undefined && { windMs }),
    ...(humidityPct !== undefined && { humidityPct }),
    ...(condition && { condition }),
    ...(typeof raw.isDaytime === 'boolean' && { isDay: raw.isDaytime }),
  };
}
