/** MET Norway's provider: what it asks, which step it takes for the present, and what it makes of hours and days. */
import { describe, expect, it } from 'vitest';
import { metno } from '../../src/providers/metno.ts';
import type { Answer, Place } from '../../src/providers/provider.ts';
import { UpstreamError } from '../../src/system/upstream-error.ts';
import { fakeNetwork, noon } from './fake-http.ts';
import { type MetnoBody, metnoBody } from './metno-body.ts';

const path = '/weatherapi/locationforecast/2.0/compact';
const hourMs = 3_600_000;
const oslo: Place = { lat: 59.91, lon: 10.75, altitude: 12, zone: 'Europe/Oslo' };
const from = noon - hourMs;
const body = () => metnoBody({ from, hours: 60, sixes: 24 });

async function ask(
  broken: MetnoBody | UpstreamError,
  { now = noon + 20 * 60_000, place = oslo }: { now?: number; place?: Place } = {},
): Promise<Answer> {
  const answer = broken instanceof UpstreamError ? broken : JSON.stringify(broken);
  const { context } = fakeNetwork({ [path]: answer }, { now });
  const [only] = await metno.fetch([{ id: 'weather:oslo', symbol: 'oslo', place }], context);
  if (only === undefined) throw new Error('no answer');
  return only;
}

async function observed(...args: Parameters<typeof ask>) {
  const answer = await ask(...args);
  if (!answer.ok) throw new Error(answer.refusal.message);
  const { detail, value } = answer.observation;
  if (detail?.kind !== 'weather' || value.kind !== 'weather') throw new Error('no weather');
  return { ...answer.observation, value, detail };
}

const refusalOf = async (...args: Parameters<typeof ask>) => {
  const answer = await ask(...args);
  return answer.ok ? undefined : answer.refusal.kind;
};

describe('the question to MET Norway', () => {
  const queryOf = async (place: Place) => {
    const { context, asked } = fakeNetwork({ [path]: JSON.stringify(body()) });
    await metno.fetch([{ id: 'weather:x', symbol: 'x', place }], context);
    return asked[0]?.query;
  };

  it('has four decimals at the most, since more are answered with 403', async () => {
    expect(await queryOf({ lat: 59.912_345, lon: -10.000_049, zone: 'UTC' })).toEqual({
      lat: '59.9123',
      lon: '-10',
    });
  });

  it('has no trace of floats, so that equal places are equal URLs', async () => {
    expect(await queryOf({ lat: 0.1 + 0.2, lon: -0.000_01, altitude: 11.6, zone: 'UTC' })).toEqual({
      lat: '0.3',
      lon: '0',
      altitude: '12',
    });
  });

  it('is not asked for an item without coordinates', async () => {
    const { context, asked } = fakeNetwork({});
    const answers = await metno.fetch([{ id: 'weather:x', symbol: 'x' }], context);
    expect(answers).toMatchObject([{ ok: false, refusal: { kind: 'rejected' } }]);
    expect(asked).toEqual([]);
  });

  it('throws what the network throws', async () => {
    await expect(ask(new UpstreamError('throttled', 'slow down'))).rejects.toMatchObject({
      kind: 'throttled',
    });
  });
});

describe('the present', () => {
  it('is the step at or just before now, not the first of a body that is an hour old', async () => {
    const { asOf, issuedAt, value } = await observed(body());
    expect(asOf).toBe(noon);
    expect(issuedAt).toBe(Date.UTC(2026, 10, 23, 6, 31, 12));
    expect(value).toMatchObject({ tempC: 10.5, windMs: 3.1, windFromDeg: 201, humidityPct: 61 });
  });

  it('takes the step of this very moment', async () => {
    expect((await observed(body(), { now: noon + hourMs })).asOf).toBe(noon + hourMs);
  });

  it('is refused where all steps lie ahead, or the newest is more than six hours old', async () => {
    expect(await refusalOf(body(), { now: from - 1 })).toBe('empty');
    const last = from + (60 + 6 * 24) * hourMs;
    expect(await refusalOf(body(), { now: last + 6 * hourMs })).toBeUndefined();
    expect(await refusalOf(body(), { now: last + 6 * hourMs + 1 })).toBe('empty');
  });

  it('reads the sky from the next hour, else from the next six, else from the next twelve', async () => {
    expect((await observed(body())).value).toMatchObject({ condition: 'showers', isDay: true });
    const without = (...keys: string[]) => {
      const copy = body();
      for (const key of keys) delete copy.properties.timeseries[1]?.data[key];
      return observed(copy);
    };
    expect((await without('next_1_hours')).value.condition).toBe('rain');
    const { value } = await without('next_1_hours', 'next_6_hours');
    expect(value).toMatchObject({ condition: 'fair', isDay: true });
    expect((await without('next_1_hours', 'next_6_hours', 'next_12_hours')).value.condition).toBeUndefined();
  });

  it('leaves the sky out where the next hour has a symbol that nobody knows', async () => {
    const copy = body();
    Object.assign(copy.properties.timeseries[1]?.data ?? {}, {
      next_1_hours: { summary: { symbol_code: 'frogs_day' }, details: {} },
    });
    const { value } = await observed(copy);
    expect(value).not.toHaveProperty('condition');
    expect(value).not.toHaveProperty('isDay');
  });

  it('is refused where the temperature is missing or not in celsius', async () => {
    const missing = body();
    delete missing.properties.timeseries[1]?.data.instant.details.air_temperature;
    expect(await refusalOf(missing)).toBe('shape');
    const fahrenheit = body();
    fahrenheit.properties.meta.units.air_temperature = 'fahrenheit';
    expect(await refusalOf(fahrenheit)).toBe('shape');
  });

  it('leaves out what comes in another unit', async () => {
    const knots = body();
    knots.properties.meta.units.wind_speed = 'kn';
    delete knots.properties.meta.units.relative_humidity;
    const { value } = await observed(knots);
    expect(value.tempC).toBe(10.5);
    expect(value).not.toHaveProperty('windMs');
    expect(value).not.toHaveProperty('humidityPct');
  });

  it('throws where a time or the time of the run cannot be read: the present could be any step', async () => {
    const timeless = body();
    Object.assign(timeless.properties.timeseries[1] ?? {}, { time: 'soon' });
    await expect(ask(timeless)).rejects.toMatchObject({ kind: 'shape' });
    const runless = body();
    runless.properties.meta.updated_at = 'today';
    await expect(ask(runless)).rejects.toMatchObject({ kind: 'shape' });
  });

  it('throws for a forecast without steps', async () => {
    const empty = body();
    empty.properties.timeseries = [];
    await expect(ask(empty)).rejects.toMatchObject({ kind: 'empty' });
  });
});

describe('the range of today', () => {
  it('is the one of the day at the place, as far as the steps reach', async () => {
    // 12:20 in UTC is 13:20 in Oslo, whose day has its last step at 22:00 UTC: the 12th of the body.
    expect((await observed(body())).value).toMatchObject({ lowC: 10, highC: 15.5 });
    // In Auckland it is 01:20 of the next day already, which began at 11:00 UTC.
    const auckland = { ...oslo, zone: 'Pacific/Auckland' };
    expect((await observed(body(), { place: auckland })).value).toMatchObject({ lowC: 10, highC: 21.5 });
  });

  it('is left out where a temperature of that day is unknown: it might be the highest', async () => {
    const gap = body();
    delete gap.properties.timeseries[5]?.data.instant.details.air_temperature;
    const { value } = await observed(gap);
    expect(value.tempC).toBe(10.5);
    expect(value).not.toHaveProperty('highC');
    expect(value).not.toHaveProperty('lowC');
  });
});

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
    expect(first).toEqual({ day: '2026-11-24', lowC: 16, highC: 27.5, condition: 'fair', rainMm: 2.4 });
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
});
