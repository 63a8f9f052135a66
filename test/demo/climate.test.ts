import { describe, expect, it } from 'vitest';
import { type Spot, weatherAt } from '../../src/demo/climate.ts';
import { isDayAt, symbolOf } from '../../src/demo/sky.ts';

const laPaz: Spot = { lat: -16.4957, lon: -68.1335, altitude: 3640 };
const berlin: Spot = { lat: 52.52, lon: 13.405, altitude: 34 };
const hourMs = 3_600_000;
const year = Array.from({ length: 365 * 24 }, (_, hour) => Date.UTC(2026, 0, 1) + hour * hourMs);

function meanTemp(spot: Spot, months: readonly number[], utcHour?: number): number {
  const chosen = year.filter(
    (t) =>
      months.includes(new Date(t).getUTCMonth()) &&
      (utcHour === undefined || new Date(t).getUTCHours() === utcHour),
  );
  return chosen.reduce((sum, t) => sum + weatherAt(spot, 1, t).tempC, 0) / chosen.length;
}

describe('weather', () => {
  it('is warmest in mid-afternoon and coldest before dawn by the sun of the place', () => {
    const byHour = Array.from({ length: 24 }, (_, hour) => meanTemp(laPaz, [10], hour));
    // La Paz is four and a half hours behind Greenwich by the sun: 15 h there is 19:30 UTC, 5:30 is 10 UTC.
    expect([19, 20]).toContain(byHour.indexOf(Math.max(...byHour)));
    expect([10, 9]).toContain(byHour.indexOf(Math.min(...byHour)));
  });

  it('is cool in La Paz in November and swings there by more than ten degrees a day', () => {
    expect(meanTemp(laPaz, [10])).toBeGreaterThan(5);
    expect(meanTemp(laPaz, [10])).toBeLessThan(14);
    expect(meanTemp(laPaz, [10], 19) - meanTemp(laPaz, [10], 10)).toBeGreaterThan(9);
  });

  it('turns the seasons round between the hemispheres', () => {
    expect(meanTemp(berlin, [6])).toBeGreaterThan(meanTemp(berlin, [0]) + 12);
    expect(meanTemp(laPaz, [6])).toBeLessThan(meanTemp(laPaz, [0]));
  });

  it('rains now and then in Berlin and seldom in La Paz', () => {
    const wetShare = (spot: Spot) =>
      year.filter((t) => weatherAt(spot, 1, t).rainMmPerHour >= 0.1).length / year.length;
    expect(wetShare(berlin)).toBeGreaterThan(0.06);
    expect(wetShare(berlin)).toBeLessThan(0.3);
    expect(wetShare(laPaz)).toBeLessThan(wetShare(berlin) / 2);
  });

  it('stays within what is physically possible at any place and hour', () => {
    for (const lat of [-89, -45, 0, 30, 66, 89]) {
      for (let n = 0; n < 200; n += 1) {
        const moment = weatherAt(
          { lat, lon: 7 * n - 180, altitude: 25 * n },
          3,
          Date.UTC(2026, 0, 1) + n * 4e7,
        );
        expect(Math.abs(moment.tempC)).toBeLessThan(70);
        expect(moment.humidityPct).toBeGreaterThan(0);
        expect(moment.humidityPct).toBeLessThanOrEqual(100);
        expect(moment.windMs).toBeGreaterThan(0);
        expect(moment.windFromDeg).toBeGreaterThanOrEqual(0);
        expect(moment.windFromDeg).toBeLessThan(360);
      }
    }
  });
});

describe('day and night', () => {
  it('follow the sun, not the wall clock', () => {
    // Sunrise in La Paz on 23 November is about 09:58 UTC, sunset about 22:55 UTC.
    expect(isDayAt(laPaz.lat, laPaz.lon, Date.UTC(2026, 10, 23, 10, 15))).toBe(true);
    expect(isDayAt(laPaz.lat, laPaz.lon, Date.UTC(2026, 10, 23, 9, 40))).toBe(false);
    expect(isDayAt(laPaz.lat, laPaz.lon, Date.UTC(2026, 10, 23, 22, 40))).toBe(true);
    expect(isDayAt(laPaz.lat, laPaz.lon, Date.UTC(2026, 10, 23, 23, 15))).toBe(false);
  });

  it('do not end in a polar summer', () => {
    const hours = Array.from({ length: 24 }, (_, hour) => isDayAt(70, 20, Date.UTC(2026, 5, 21, hour)));
    expect(hours).not.toContain(false);
  });
});

describe('symbols', () => {
  const dry = { cloudPct: 5, tempC: 12, rainMmPerHour: 0, isDay: true };
  it.each([
    [dry, 'clearsky_day'],
    [{ ...dry, isDay: false }, 'clearsky_night'],
    [{ ...dry, cloudPct: 30 }, 'fair_day'],
    [{ ...dry, cloudPct: 60, isDay: false }, 'partlycloudy_night'],
    [{ ...dry, cloudPct: 95 }, 'cloudy'],
    [{ ...dry, cloudPct: 95, rainMmPerHour: 1 }, 'rain'],
    [{ ...dry, cloudPct: 95, rainMmPerHour: 4, tempC: -3 }, 'heavysnow'],
    [{ ...dry, cloudPct: 70, rainMmPerHour: 0.2, tempC: 1 }, 'lightsleetshowers_day'],
  ])('name the sky as MET Norway does: %j is %s', (sky, symbol) => {
    expect(symbolOf(sky)).toBe(symbol);
  });
});
