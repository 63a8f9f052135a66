/** MET Norway's provider: what it asks, and which step it takes for the present. */
import { describe, expect, it } from 'vitest';
import { metno } from '../../src/providers/metno.ts';
import type { Place } from '../../src/providers/provider.ts';
import { UpstreamError } from '../../src/system/upstream-error.ts';
import { fakeNetwork, noon } from './fake-http.ts';
import { ask, body, from, hourMs, observed, oslo, path, refusalOf } from './metno-ask.ts';
import { metnoBody } from './metno-body.ts';

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

  it('is refused where all steps lie ahead, or all are past', async () => {
    expect(await refusalOf(body(), { now: from - 1 })).toBe('empty');
    // The last step has its instant alone: it tells of no time after it.
    const last = from + (60 + 6 * 24) * hourMs;
    expect((await observed(body(), { now: last - 1 })).asOf).toBe(last - 6 * hourMs);
    expect(await refusalOf(body(), { now: last })).toBe('empty');
  });

  it('lasts as long as the last step tells of, where that is an hour or six', async () => {
    const ending = (keep: number) => {
      const copy = body();
      copy.properties.timeseries = copy.properties.timeseries.slice(0, keep);
      return copy;
    };
    const [hourly, six] = [from + 2 * hourMs, from + 60 * hourMs];
    expect((await observed(ending(3), { now: hourly + hourMs - 1 })).asOf).toBe(hourly);
    expect(await refusalOf(ending(3), { now: hourly + hourMs })).toBe('empty');
    expect((await observed(ending(61), { now: six + 6 * hourMs - 1 })).asOf).toBe(six);
    expect(await refusalOf(ending(61), { now: six + 6 * hourMs })).toBe('empty');
  });

  it('is no step from before a hole in the forecast', async () => {
    const copy = body();
    copy.properties.timeseries.splice(3, 12);
    const before = from + 2 * hourMs;
    expect((await observed(copy, { now: before + 6 * hourMs - 1 })).asOf).toBe(before);
    expect(await refusalOf(copy, { now: before + 6 * hourMs })).toBe('empty');
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
  });

  it('takes day or night from the sun where the symbol does not tell', async () => {
    const lightAt = async (symbol: string, now: number) => {
      const copy = metnoBody({ from: Date.UTC(2026, 10, 23), hours: 60, sixes: 0 });
      for (const { data } of copy.properties.timeseries)
        Object.assign(data, { next_1_hours: { summary: { symbol_code: symbol }, details: {} } });
      return (await observed(copy, { now })).value.isDay;
    };
    // Sunset in Oslo was at 15:33 by its clocks, 14:33 UTC.
    const [before, after] = [Date.UTC(2026, 10, 23, 14, 28), Date.UTC(2026, 10, 23, 14, 38)];
    expect([await lightAt('cloudy', before), await lightAt('cloudy', after)]).toEqual([true, false]);
    expect([await lightAt('frogs_day', before), await lightAt('frogs_day', after)]).toEqual([true, false]);
    expect([await lightAt('fair_night', before), await lightAt('fair_day', after)]).toEqual([false, true]);
    expect(await lightAt('fair_polartwilight', after)).toBe(false);
  });

  it('feels as the formulas have it, and as nobody knows without the wind', async () => {
    expect((await observed(body())).value.feelsC).toBe(10.5);
    const cold = body();
    Object.assign(cold.properties.timeseries[1]?.data.instant.details ?? {}, {
      air_temperature: -10,
      wind_speed: 20 / 3.6,
    });
    expect((await observed(cold)).value.feelsC).toBe(-17.9);
    delete cold.properties.timeseries[1]?.data.instant.details.wind_speed;
    expect((await observed(cold)).value).not.toHaveProperty('feelsC');
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

  it('holds the present, though its step began before midnight', async () => {
    const place = { ...oslo, zone: 'Asia/Kathmandu' };
    // Midnight there is at 18:15 UTC: the step of 18:00, at index 7, is of the day before.
    const { value } = await observed(body(), { place, now: noon + 6 * hourMs + 20 * 60_000 });
    expect(value).toMatchObject({ tempC: 13.5, lowC: 13.5, highC: 25.5 });
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
