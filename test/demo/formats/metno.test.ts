import { describe, expect, it } from 'vitest';
import { createMetno } from '../../../src/demo/formats/metno.ts';
import { createWorld } from '../../../src/demo/world.ts';
import { ask, bodyOf } from '../ask.ts';

const metno = createMetno({ expiresMs: 60_000 });
const path = '/weatherapi/locationforecast/2.0/compact';
const laPaz = { lat: '-16.4957', lon: '-68.1335', altitude: '3640' };
const now = Date.UTC(2026, 10, 23, 11, 44, 31);
const hourMs = 3_600_000;

interface Entry {
  readonly time: string;
  readonly data: Readonly<
    Record<string, { summary?: { symbol_code: string }; details?: Record<string, number> }>
  >;
}
interface Forecast {
  readonly type: string;
  readonly geometry: { readonly coordinates: readonly number[] };
  readonly properties: {
    readonly meta: { readonly updated_at: string; readonly units: object };
    readonly timeseries: Entry[];
  };
}
const seriesOf = (query = laPaz, options: Partial<Parameters<typeof ask>[3]> = {}): Entry[] =>
  bodyOf<Forecast>(ask(metno, path, query, { now, ...options })).properties.timeseries;
const tempOf = (entry: Entry | undefined) => entry?.data.instant?.details?.air_temperature;

describe('the compact forecast', () => {
  it('is a GeoJSON feature with longitude first and units named', () => {
    const body = bodyOf<Forecast>(ask(metno, path, laPaz, { now }));
    expect(body.type).toBe('Feature');
    expect(body.geometry).toEqual({ type: 'Point', coordinates: [-68.1335, -16.4957, 3640] });
    expect(body.properties.meta.units).toEqual({
      air_pressure_at_sea_level: 'hPa',
      air_temperature: 'celsius',
      cloud_area_fraction: '%',
      precipitation_amount: 'mm',
      relative_humidity: '%',
      wind_from_direction: 'degrees',
      wind_speed: 'm/s',
    });
    const issued = Date.parse(body.properties.meta.updated_at);
    expect(now - issued).toBeGreaterThanOrEqual(0);
    expect(now - issued).toBeLessThan(6 * hourMs);
  });

  it('starts with the current hour, steps by one hour for two days and more, then by six to day nine', () => {
    const times = seriesOf().map(({ time }) => Date.parse(time));
    const gaps = times.slice(1).map((time, n) => (time - (times[n] ?? 0)) / hourMs);
    expect(times[0]).toBe(Date.UTC(2026, 10, 23, 11));
    expect(gaps.slice(0, 54)).toEqual(Array(54).fill(1));
    expect(gaps.slice(60)).toEqual(Array(gaps.length - 60).fill(6));
    expect([...new Set(gaps)]).toEqual([1, 6]);
    expect(((times.at(-1) ?? 0) - now) / (24 * hourMs)).toBeGreaterThan(8.4);
  });

  it('looks one hour ahead on hourly steps only, and from the last step not at all', () => {
    const series = seriesOf();
    const turn = series.findIndex(({ data }) => data.next_1_hours === undefined);
    expect(series.slice(turn).some(({ data }) => data.next_1_hours !== undefined)).toBe(false);
    expect(
      series
        .slice(0, turn)
        .every(({ data }) => data.next_1_hours?.details?.precipitation_amount !== undefined),
    ).toBe(true);
    expect(Object.keys(series.at(-1)?.data ?? {})).toEqual(['instant']);
    expect(Object.keys(series.at(-2)?.data ?? {}).sort()).toEqual(['instant', 'next_6_hours']);
    expect(series[0]?.data.next_12_hours).not.toHaveProperty('details');
  });

  it('tells every step in the six quantities of the compact product', () => {
    for (const { data } of seriesOf()) {
      expect(Object.keys(data.instant?.details ?? {}).sort()).toEqual([
        'air_pressure_at_sea_level',
        'air_temperature',
        'cloud_area_fraction',
        'relative_humidity',
        'wind_from_direction',
        'wind_speed',
      ]);
    }
  });

  it('ends symbols in day by day and in night by night', () => {
    const codes = seriesOf().map(({ time, data }) => [time, data.next_1_hours?.summary?.symbol_code ?? '']);
    const at = (hour: string) => codes.filter(([time]) => time?.includes(hour)).map(([, code]) => code);
    expect(at('T15:00').some((code) => code?.endsWith('_night'))).toBe(false);
    expect(at('T04:00').some((code) => code?.endsWith('_day'))).toBe(false);
    expect(codes.some(([, code]) => /_(day|night)$/.test(code ?? ''))).toBe(true);
  });

  it('gives the same hour the same weather whenever it is asked within the run of hours', () => {
    const later = seriesOf(laPaz, { now: now + 2 * hourMs });
    expect(later[0]).toEqual(seriesOf()[2]);
  });

  it('has the same body for the same seed, place and hour', () => {
    const body = (seed: number) => ask(metno, path, laPaz, { now, world: createWorld(seed) }).body;
    expect(body(7)).toBe(body(7));
    expect(body(7)).not.toBe(body(8));
  });

  it('knows the height of its own cities where no altitude is given', () => {
    const { altitude: _altitude, ...place } = laPaz;
    expect(bodyOf<Forecast>(ask(metno, path, place, { now })).geometry.coordinates[2]).toBe(3640);
  });
});

describe('its terms', () => {
  it.each(['', 'node', 'axios/1.2.3', 'undici'])(
    'refuse a client that does not say who it is: %j',
    (userAgent) => {
      const answer = ask(metno, path, laPaz, { now, userAgent });
      expect(answer.status).toBe(403);
      expect(answer.headers['content-type']).toContain('text/html');
    },
  );

  it.each(['news.test ops@news.test', 'Masthead/1.0 (https://news.test/contact)'])(
    'take %j as an identity',
    (userAgent) => {
      expect(ask(metno, path, laPaz, { now, userAgent }).status).toBe(200);
    },
  );

  it('refuse coordinates with more than four decimals', () => {
    expect(ask(metno, path, { ...laPaz, lat: '-16.49571' }, { now }).status).toBe(403);
    expect(ask(metno, path, { ...laPaz, lon: '-68.13352' }, { now }).status).toBe(403);
  });

  it('answer senseless coordinates with 400', () => {
    expect(ask(metno, path, { lat: 'north', lon: '1' }, { now }).status).toBe(400);
    expect(ask(metno, path, { lat: '91', lon: '1' }, { now }).status).toBe(400);
    expect(ask(metno, path, {}, { now }).status).toBe(400);
  });

  it('name an Expires ahead and a Last-Modified behind', () => {
    const { headers } = ask(metno, path, laPaz, { now });
    expect(Date.parse(headers.expires ?? '')).toBe(now + 60_000);
    expect(Date.parse(headers['last-modified'] ?? '')).toBe(Date.UTC(2026, 10, 23, 11));
  });
});

describe('a temperature set by hand', () => {
  it('is the current hour, is what counts as served, and moves Last-Modified on', () => {
    const world = createWorld(7);
    const before = ask(metno, path, laPaz, { now, world });
    world.set('metno', '-16.4957,-68.1335', { value: '41.5', at: now });
    const after = ask(metno, path, laPaz, { now, world });
    const series: Entry[] = bodyOf<Forecast>(after).properties.timeseries;
    expect(tempOf(series[0])).toBe(41.5);
    expect(tempOf(series[1])).toBe(tempOf(seriesOf()[1]));
    expect(after.served).toEqual({ '-16.4957,-68.1335': '41.5' });
    expect(Date.parse(after.headers['last-modified'] ?? '')).toBeGreaterThan(
      Date.parse(before.headers['last-modified'] ?? ''),
    );
  });

  it('stays away from other places', () => {
    const world = createWorld(7);
    world.set('metno', '-16.4957,-68.1335', { value: '41.5', at: now });
    const berlin = { lat: '52.52', lon: '13.405', altitude: '34' };
    expect(tempOf(seriesOf(berlin, { world })[0])).toBe(tempOf(seriesOf(berlin)[0]));
  });
});
