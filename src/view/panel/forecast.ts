/** From a place's detail to the hours and days that a panel shows; knows no words and no DOM. */
import type { DayDetail, Detail, HourDetail, SunDetail } from '../../protocol/snapshot.ts';
import { timeText } from './local-text.ts';

export type WeatherDetail = Extract<Detail, { readonly kind: 'weather' }>;

/** A day with its range on a scale that all days share: 0 is the lowest of all, 100 the highest. */
export interface ForecastDay extends DayDetail {
  readonly from: number;
  readonly to: number;
}

export interface Forecast {
  /** The hour that runs and those behind it, 24 at most. */
  readonly hours: readonly HourDetail[];
  /** Rain of these hours in mm, as far as they tell any. */
  readonly rainMm: number;
  /** Today at the place and those that follow, seven at most. */
  readonly days: readonly ForecastDay[];
  /** Today's; {} where it is not known. */
  readonly sun: SunDetail;
}

/** As of `now` (ms since the epoch) by the clock of `zone` (IANA). */
export function forecastOf(
  { hours, days, today }: WeatherDetail,
  now: number,
  zone: string | undefined,
): Forecast {
  // Piece by piece: what browsers write as a whole date, Canada's included, differs by their age.
  const piece = (options: Intl.DateTimeFormatOptions) => timeText('en', now, { ...options, timeZone: zone });
  const date = [piece({ year: 'numeric' }), piece({ month: '2-digit' }), piece({ day: '2-digit' })].join('-');
  const nextHours = hours.filter(({ t }) => t > now - 3_600_000).slice(0, 24);
  const nextDays = days.filter(({ day }) => day >= date).slice(0, 7);
  const lowest = Math.min(...nextDays.map(({ lowC }) => lowC));
  const highest = Math.max(...nextDays.map(({ highC }) => highC));
  const share = (celsius: number) => Math.round(((celsius - lowest) / (highest - lowest || 1)) * 100);
  return {
    hours: nextHours,
    rainMm: nextHours.reduce((sum, { rainMm = 0 }) => sum + rainMm, 0),
    days: nextDays.map((day) => ({ ...day, from: share(day.lowC), to: share(day.highC) })),
    sun: [today, ...nextDays].find((each) => each?.day === date) ?? {},
  };
}
