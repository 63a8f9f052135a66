/** What published formulas tell of a place's weather where its provider does not say; knows no provider and no schedule. */
import type { WeatherValue } from '../protocol/reading.ts';
import type { DayDetail, Detail, HourDetail, SunDetail } from '../protocol/snapshot.ts';
import { isSunUp, type SunPlace, sunOf } from '../system/sun.ts';
import { localTime } from '../system/zone.ts';
import { feelsLike } from './feels-like.ts';

const hourMs = 3_600_000;

/** Of the present: what it feels like, and whether it is day at `now` (ms since the epoch). A provider's own word stays. */
export function withDerived(value: WeatherValue, place: SunPlace, now: number): WeatherValue {
  const feelsC = value.feelsC ?? feelsLike(value);
  const isDay = value.isDay ?? isSunUp(place, now);
  return { ...value, ...(feelsC !== undefined && { feelsC }), isDay };
}

/** Hours with day or night, by the middle of the hour, and days with their sun; today's too where its figures are few. */
export function weatherDetail(
  hours: readonly HourDetail[],
  days: readonly DayDetail[],
  place: SunPlace,
  now: number,
): Detail {
  const today = localTime(now, place.zone).day;
  return {
    kind: 'weather',
    hours: hours.map((hour) => ({ ...hour, isDay: hour.isDay ?? isSunUp(place, hour.t + hourMs / 2) })),
    days: days.map((day) => ({ ...day, ...sunDetail(day.day, place) })),
    today: { day: today, ...sunDetail(today, place) },
  };
}

function sunDetail(day: string, place: SunPlace): SunDetail {
  const sun = sunOf(day, place);
  switch (sun.kind) {
    case 'rises':
      return { sunrise: sun.sunrise, sunset: sun.sunset };
    case 'polar-day':
      return { polar: 'day' };
    case 'polar-night':
      return { polar: 'night' };
  }
}
