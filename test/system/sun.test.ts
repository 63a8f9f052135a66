/** Rise and set of the sun against almanacs, to two minutes, from the equator to the poles and to both ends of the calendar. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSunUp, type SunPlace, sunOf } from '../../src/system/sun.ts';
import { addDays, instantOf, localTime } from '../../src/system/zone.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const place = (lat: number, lon: number, zone: string): SunPlace => ({ lat, lon, zone });

const places = {
  'La Paz': place(-16.4957, -68.1335, 'America/La_Paz'),
  Oslo: place(59.91, 10.75, 'Europe/Oslo'),
  Tromsø: place(69.65, 18.96, 'Europe/Oslo'),
  Luleå: place(65.58, 22.15, 'Europe/Stockholm'),
  Reykjavík: place(64.147, -21.94, 'Atlantic/Reykjavik'),
  London: place(51.507, -0.128, 'Europe/London'),
  Berlin: place(52.52, 13.405, 'Europe/Berlin'),
  Madrid: place(40.417, -3.703, 'Europe/Madrid'),
  Cairo: place(30.044, 31.236, 'Africa/Cairo'),
  Quito: place(-0.18, -78.47, 'America/Guayaquil'),
  'New York': place(40.713, -74.006, 'America/New_York'),
  Honolulu: place(21.307, -157.858, 'Pacific/Honolulu'),
  Tokyo: place(35.68, 139.69, 'Asia/Tokyo'),
  Sydney: place(-33.87, 151.21, 'Australia/Sydney'),
  Fairbanks: place(64.84, -147.72, 'America/Anchorage'),
  Tutuila: place(-14.233, -169.517, 'Pacific/Pago_Pago'),
  Kiritimati: place(1.87, -157.43, 'Pacific/Kiritimati'),
} as const;

function times(day: string, at: SunPlace): { readonly sunrise: number; readonly sunset: number } {
  const sun = sunOf(day, at);
  if (sun.kind !== 'rises') throw new Error(sun.kind);
  return sun;
}

describe('sunrise and sunset', () => {
  // As published by national almanacs and weather services; most of them drop the seconds.
  it.each<[keyof typeof places, string, string, string]>([
    ['Oslo', '2022-12-21', '09:17', '15:11'],
    ['Oslo', '2026-06-21', '03:54', '22:44'],
    ['Luleå', '2022-12-21', '09:54', '13:03'],
    ['Reykjavík', '2026-01-01', '11:19', '15:44'],
    ['London', '2015-12-22', '08:04', '15:53'],
    ['London', '2011-06-21', '04:42', '21:20'],
    ['Berlin', '2015-12-22', '08:15', '15:54'],
    ['Madrid', '2015-12-22', '08:34', '17:51'],
    ['Cairo', '2015-12-22', '06:47', '16:59'],
    ['Quito', '2026-06-21', '06:13', '18:19'],
    ['Quito', '2026-12-21', '06:08', '18:16'],
    ['New York', '2011-06-21', '05:24', '20:30'],
    ['Honolulu', '2011-06-21', '05:50', '19:16'],
    ['Tokyo', '2026-01-01', '06:51', '16:38'],
    ['Tokyo', '2011-06-21', '04:25', '18:59'],
    ['Sydney', '2026-06-21', '07:00', '16:54'],
    ['Sydney', '2026-12-22', '05:41', '20:05'],
    ['Tutuila', '2026-02-19', '06:16', '18:46'],
  ])('of %s on %s are %s and %s', (name, day, rise, set) => {
    const at = places[name];
    const { sunrise, sunset } = times(day, at);
    expect(Math.abs(sunrise - instantOf(day, rise, at.zone))).toBeLessThanOrEqual(2 * minuteMs);
    expect(Math.abs(sunset - instantOf(day, set, at.zone))).toBeLessThanOrEqual(2 * minuteMs);
  });

  it('belong to the noon of the day: a sunset may be past midnight', () => {
    const { sunrise, sunset } = times('2026-06-21', places.Fairbanks);
    expect(localTime(sunrise, 'America/Anchorage')).toMatchObject({ day: '2026-06-21', hour: 2 });
    expect(localTime(sunset, 'America/Anchorage')).toMatchObject({ day: '2026-06-22', hour: 0 });
  });

  it('come to the minute', () => {
    const { sunrise, sunset } = times('2026-11-23', places['La Paz']);
    expect([sunrise % minuteMs, sunset % minuteMs]).toEqual([0, 0]);
  });

  it('are on the day asked for at both ends of the calendar, which share their sun', () => {
    const line = place(1.87, -157.43, 'Pacific/Honolulu');
    const east = times('2026-12-22', places.Kiritimati);
    expect(localTime(east.sunrise, 'Pacific/Kiritimati')).toMatchObject({ day: '2026-12-22', hour: 6 });
    expect(localTime(east.sunset, 'Pacific/Kiritimati')).toMatchObject({ day: '2026-12-22', hour: 18 });
    // A day apart by the calendar, and the same sun.
    expect(times('2026-12-21', line)).toEqual(east);
  });

  it.each([
    ['2026-03-29', 'Oslo'],
    ['2026-10-25', 'Oslo'],
    ['2026-03-08', 'New York'],
    ['2026-11-01', 'New York'],
    ['2026-10-04', 'Sydney'],
  ] as const)('move by minutes on %s, when the clocks of %s move by an hour', (day, name) => {
    const [before, on] = [times(addDays(day, -1), places[name]), times(day, places[name])];
    expect(Math.abs(on.sunrise - before.sunrise - 24 * hourMs)).toBeLessThan(5 * minuteMs);
    expect(Math.abs(on.sunset - before.sunset - 24 * hourMs)).toBeLessThan(5 * minuteMs);
    const wall = ({ sunrise }: { readonly sunrise: number }) => {
      const { hour, minute } = localTime(sunrise, places[name].zone);
      return hour * 60 + minute;
    };
    expect(Math.abs(wall(on) - wall(before))).toBeGreaterThan(54);
  });

  it('refuse a day or a zone that is none', () => {
    expect(() => sunOf('someday', places.Oslo)).toThrow(RangeError);
    expect(() => sunOf('2026-11-23', place(0, 0, 'Mars/Base'))).toThrow(RangeError);
  });
});

describe('near the poles', () => {
  it.each([
    ['2026-06-21', 'polar-day'],
    ['2026-12-21', 'polar-night'],
    ['2026-05-10', 'rises'],
    ['2026-08-01', 'rises'],
    ['2026-11-20', 'rises'],
    ['2026-01-20', 'rises'],
  ])('the sun of Tromsø on %s: %s', (day, kind) => {
    expect(sunOf(day, places.Tromsø).kind).toBe(kind);
  });

  it('the midnight sun of Tromsø begins and ends within two days of 18 May and 26 July', () => {
    const days = Array.from({ length: 365 }, (_, index) => addDays('2026-01-01', index));
    const polar = days.filter((day) => sunOf(day, places.Tromsø).kind === 'polar-day');
    expect(['2026-05-17', '2026-05-18', '2026-05-19', '2026-05-20']).toContain(polar[0]);
    expect(['2026-07-24', '2026-07-25', '2026-07-26', '2026-07-27']).toContain(polar.at(-1));
    expect(polar.length).toBe(days.indexOf(polar.at(-1) ?? '') - days.indexOf(polar[0] ?? '') + 1);
  });

  it('has one day and one night a year at the poles themselves', () => {
    const pole = place(-90, 0, 'Antarctica/McMurdo');
    expect(sunOf('2026-12-21', pole).kind).toBe('polar-day');
    expect(sunOf('2026-06-21', pole).kind).toBe('polar-night');
  });
});

describe('day or night', () => {
  it('changes at sunrise and at sunset, and agrees with the polar days', () => {
    const zones = ['UTC', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'America/St_Johns', 'Asia/Kathmandu'];
    fc.assert(
      fc.property(
        fc.integer({ min: -89, max: 89 }),
        fc.integer({ min: 0, max: 3_000 }),
        fc.constantFrom(...zones),
        fc.integer({ min: -30, max: 30 }),
        (lat, index, zone, aside) => {
          const day = addDays('2022-01-01', index);
          const noon = instantOf(day, '12:00', zone);
          // Where it is about noon by the sun when the zone's clocks say so.
          const lon =
            (((((12 - (noon % (24 * hourMs)) / hourMs) * 15 + aside + 540) % 360) + 360) % 360) - 180;
          const sun = sunOf(day, { lat, lon, zone });
          const up = (t: number) => isSunUp({ lat, lon }, t);
          if (sun.kind !== 'rises') {
            // A quarter of an hour from its highest, it may be just below where it was just above.
            const near = [-1, 0, 1].map((hours) => up(noon + hours * hourMs));
            expect(near).toContain(sun.kind === 'polar-day');
            return;
          }
          expect([up(sun.sunrise + 2 * minuteMs), up(sun.sunset - 2 * minuteMs)]).toEqual([true, true]);
          expect([up(sun.sunrise - 2 * minuteMs), up(sun.sunset + 2 * minuteMs)]).toEqual([false, false]);
          expect(sun.sunset - sun.sunrise).toBeLessThan(24 * hourMs);
        },
      ),
      { numRuns: 400 },
    );
  });
});
