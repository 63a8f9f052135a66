/** Hours and days of MET Norway's forecast, as the place's own calendar has them. */
import { describe, expect, it } from 'vitest';
import { instantOf } from '../../src/system/zone.ts';
import { noon } from './fake-http.ts';
import { body, from, hourMs, observed, oslo } from './metno-ask.ts';
import { metnoBody } from './metno-body.ts';

describe('hours and days', () => {
  it('are 48 hours from the present on', async () => {
    const { hours } = (await observed(body())).detail;
    expect(hours).toHaveLength(48);
    expect(hours[0]).toEqual({
      t: noon,
      tempC: 10.5,
      condition: 'showers',
      isDay: true,
      rainMm: 0.1,
      windMs: 3.1,
    });
    expect(hours.at(-1)?.t).toBe(noon + 47 * hourMs);
  });

  it('end where the steps are six hours apart', async () => {
    const { hours } = (await observed(metnoBody({ from, hours: 5, sixes: 4 }))).detail;
    expect(hours.map(({ t }) => (t - noon) / hourMs)).toEqual([0, 1, 2, 3]);
  });

  it('are days of the place that the steps cover for the most part: not today after noon', async () => {
    const { days } = (await observed(body())).detail;
    expect(days.map(({ day }) => day)).toEqual([
      '2026-11-24',
      '2026-11-25',
      '2026-11-26',
      '2026-11-27',
      '2026-11-28',
      '2026-11-29',
      '2026-11-30',
    ]);
  });

  it('have the range, the rain and the daytime sky of the local day', async () => {
    const [first, , third] = (await observed(body())).detail.days;
    // 24 hours at 0.1 mm; the steps at index 12 to 35.
    expect(first).toEqual({
      day: '2026-11-24',
      lowC: 16,
      highC: 27.5,
      condition: 'fair',
      rainMm: 2.4,
      sunrise: Date.UTC(2026, 10, 24, 7, 36),
      sunset: Date.UTC(2026, 10, 24, 14, 31),
    });
    expect(third).toMatchObject({ condition: 'snow', rainMm: 6 });
  });

  it('leave out the rain of a day that is told for a part of it only', async () => {
    const gap = body();
    delete gap.properties.timeseries[20]?.data.next_1_hours;
    const [first] = (await observed(gap)).detail.days;
    expect(first).toMatchObject({ day: '2026-11-24', lowC: 16 });
    expect(first).not.toHaveProperty('rainMm');
  });

  it('follow a place into summer time, where a day has 23 hours', async () => {
    const march = Date.UTC(2026, 2, 28, 22);
    const spring = metnoBody({ from: march, hours: 60, sixes: 2 });
    const { days } = (await observed(spring, { now: march })).detail;
    const bounds = days.map(({ day, lowC, highC }) => [day, (highC - lowC) * 2 + 1]);
    expect(bounds.slice(0, 2)).toEqual([
      ['2026-03-29', 23],
      ['2026-03-30', 24],
    ]);
  });

  it('follow it back into winter time, where a day has 25 hours', async () => {
    const october = Date.UTC(2026, 9, 24, 21);
    const { days } = (await observed(metnoBody({ from: october, hours: 60, sixes: 2 }), { now: october }))
      .detail;
    const bounds = days.map(({ day, lowC, highC }) => [day, (highC - lowC) * 2 + 1]);
    expect(bounds.slice(0, 2)).toEqual([
      ['2026-10-25', 25],
      ['2026-10-26', 24],
    ]);
  });

  it.each([['Asia/Kathmandu'], ['Pacific/Kiritimati'], ['Pacific/Pago_Pago'], ['America/La_Paz']])(
    'turn to the next day at midnight in %s, and to no other',
    async (zone) => {
      const midnight = instantOf('2026-11-24', '00:00', zone);
      const start = Math.floor(midnight / hourMs) * hourMs - 20 * hourMs;
      const dayAt = async (now: number) => {
        const { detail } = await observed(metnoBody({ from: start, hours: 60, sixes: 2 }), {
          now,
          place: { ...oslo, zone },
        });
        return [detail.today?.day, detail.days[0]?.day, detail.hours[0]?.t];
      };
      const [before, after] = [midnight - 60_000, midnight + 60_000];
      expect(await dayAt(before)).toEqual(['2026-11-23', '2026-11-23', Math.floor(before / hourMs) * hourMs]);
      expect(await dayAt(after)).toEqual(['2026-11-24', '2026-11-24', Math.floor(after / hourMs) * hourMs]);
    },
  );
});
