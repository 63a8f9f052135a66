/** The demo's symbols beside the sun's times that the service reckons for the same places: they never contradict each other. */
import { describe, expect, it } from 'vitest';
import { createMetno } from '../../src/demo/formats/metno.ts';
import { isDayAt } from '../../src/demo/sky.ts';
import { hoursOf } from '../../src/providers/metno-days.ts';
import { parseForecast } from '../../src/providers/metno-forecast.ts';
import { type SunPlace, sunOf } from '../../src/system/sun.ts';
import { addDays, localTime } from '../../src/system/zone.ts';
import { ask } from './ask.ts';

const hourMs = 3_600_000;
const metno = createMetno({ expiresMs: 60_000 });
const places: readonly SunPlace[] = [
  { lat: -16.4957, lon: -68.1335, zone: 'America/La_Paz' },
  { lat: 59.91, lon: 10.75, zone: 'Europe/Oslo' },
  { lat: 69.65, lon: 18.96, zone: 'Europe/Oslo' },
  { lat: 35.6762, lon: 139.6503, zone: 'Asia/Tokyo' },
  { lat: 1.3521, lon: 103.8198, zone: 'Asia/Singapore' },
];

/** By the sun's times of the day, and of the day before, whose sunset may be past midnight. */
function isLight(t: number, place: SunPlace): boolean {
  const { day } = localTime(t, place.zone);
  return [day, addDays(day, -1)].some((each) => {
    const sun = sunOf(each, place);
    if (sun.kind === 'rises') return sun.sunrise <= t && t <= sun.sunset;
    return each === day && sun.kind === 'polar-day';
  });
}

describe('a symbol of the demo', () => {
  it.each([
    ['a November', Date.UTC(2026, 10, 23)],
    ['midsummer', Date.UTC(2026, 5, 20)],
    ['a change of clocks', Date.UTC(2026, 9, 24)],
    ['spring', Date.UTC(2026, 2, 28)],
  ])('is one of the day between sunrise and sunset, and of the night else: %s', (_name, now) => {
    let told = 0;
    for (const place of places) {
      const query = { lat: String(place.lat), lon: String(place.lon) };
      const { body } = ask(metno, '/weatherapi/locationforecast/2.0/compact', query, { now });
      for (const { t, isDay } of hoursOf(parseForecast(body).steps)) {
        if (isDay === undefined) continue;
        told += 1;
        expect(isDay, `${place.zone} ${new Date(t).toISOString()}`).toBe(isLight(t + hourMs / 2, place));
      }
    }
    expect(told).toBeGreaterThan(60);
  });

  it('turns at the minute of sunset, as a station of the United States does', () => {
    const washington: SunPlace = { lat: 38.9072, lon: -77.0369, zone: 'America/New_York' };
    const sun = sunOf('2026-11-23', washington);
    if (sun.kind !== 'rises') throw new Error(sun.kind);
    const dayAt = (t: number) => isDayAt(washington.lat, washington.lon, t);
    expect([dayAt(sun.sunset - 60_000), dayAt(sun.sunset + 60_000)]).toEqual([true, false]);
  });
});
