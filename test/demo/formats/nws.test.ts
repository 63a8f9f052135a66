import { describe, expect, it } from 'vitest';
import { weatherAt } from '../../../src/demo/climate.ts';
import { nws } from '../../../src/demo/formats/nws.ts';
import { usRegions } from '../../../src/demo/us-regions.ts';
import { createWorld, type World } from '../../../src/demo/world.ts';
import { nws as provider } from '../../../src/providers/nws.ts';
import type { Place } from '../../../src/providers/provider.ts';
import { UpstreamError } from '../../../src/system/upstream-error.ts';
import { ask, bodyOf, found } from '../ask.ts';

const now = Date.UTC(2026, 10, 23, 12, 20);
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const washington = { lat: 38.9072, lon: -77.0369, altitude: 22 };
const symbol = '38.9072,-77.0369';

type Options = Partial<Parameters<typeof ask>[3]>;

/** The path as a client would ask it, with what it names taken out by the route that fits. */
function get(path: string, query: Record<string, string> = {}, options: Options = {}) {
  for (const { path: pattern } of nws.routes) {
    const match = new RegExp(`^${pattern.replaceAll(/:(\w+)/g, '(?<$1>[^/]+)')}$`).exec(path);
    if (match) return ask(nws, pattern, query, { now, params: { ...match.groups }, ...options });
  }
  throw new Error(`no route for ${path}`);
}

interface Point {
  readonly properties: {
    gridId: string;
    gridX: number;
    gridY: number;
    timeZone: string;
    forecastHourly: string;
  };
}
interface Hourly {
  readonly properties: {
    updateTime: string;
    periods: {
      startTime: string;
      endTime: string;
      temperature: number;
      temperatureUnit: string;
      windSpeed: string;
      windDirection: string;
      shortForecast: string;
      isDaytime: boolean;
      icon: string;
    }[];
  };
}
interface Report {
  readonly properties: {
    timestamp: string;
    temperature: { unitCode: string; value: number };
    windGust: { value: null; qualityControl: string };
  };
}

const pointOf = (text: string) => bodyOf<Point>(get(`/points/${text}`)).properties;
const grid = () => {
  const { gridId, gridX, gridY } = pointOf(symbol);
  return `/gridpoints/${gridId}/${gridX},${gridY}`;
};
const hourly = (query: Record<string, string> = { units: 'si' }, options: Options = {}) =>
  bodyOf<Hourly>(get(`${grid()}/forecast/hourly`, query, options)).properties;
const report = (station: string, options: Options = {}) =>
  bodyOf<Report>(get(`/stations/${station}/observations/latest`, {}, options)).properties;
const problemOf = (answer: ReturnType<typeof get>) => {
  expect(answer.headers['content-type']).toBe('application/problem+json');
  const { type, status } = bodyOf<{ type: string; status: number }>(answer);
  expect(status).toBe(answer.status);
  return [status, type.split('/').at(-1)];
};

describe('a point', () => {
  it('has a cell of its office, a zone, and addresses that lead on', () => {
    expect(pointOf(symbol)).toMatchObject({
      gridId: 'LWX',
      gridX: 200,
      gridY: 200,
      timeZone: 'America/New_York',
      forecastHourly: 'https://api.weather.gov/gridpoints/LWX/200,200/forecast/hourly',
    });
    expect(pointOf('39.0072,-76.9369')).toMatchObject({ gridX: 210, gridY: 210 });
  });

  it.each(['51.5074,-0.1278', '-16.4957,-68.1335', '35.6762,139.6503', 'nowhere', '38.9', '91,0'])(
    'that is not in the United States, or none, is not found: %s',
    (text) => {
      expect(problemOf(get(`/points/${text}`))).toEqual([404, 'InvalidPoint']);
    },
  );

  it.each(['38.90720,-77.0369', '38.9072,-77.03690', '38.90721,-77.0369', '38.9,-77.0'])(
    'is sent on to its own spelling: %s',
    (text) => {
      const answer = get(`/points/${text}`);
      expect(answer.status).toBe(301);
      const [, short = ''] = answer.headers.location?.split('/points/') ?? [];
      expect(get(`/points/${short}`).status).toBe(200);
    },
  );
});

describe('every path', () => {
  const paths = () => [
    `/points/${symbol}`,
    `${grid()}/forecast/hourly`,
    `${grid()}/stations`,
    '/stations/KDCA/observations/latest',
  ];

  it('is closed to a client that does not say who it is', () => {
    for (const path of paths()) {
      expect(get(path, {}, { userAgent: 'node' }).status).toBe(403);
      expect(get(path, {}, { userAgent: '' }).status).toBe(403);
    }
  });

  it('refuses a parameter that it does not know', () => {
    for (const path of paths()) expect(problemOf(get(path, { _: '1' }))).toEqual([400, 'BadRequest']);
    expect(problemOf(get(`${grid()}/forecast/hourly`, { units: 'furlongs' }))).toEqual([400, 'BadRequest']);
  });

  it('says how long its answer holds and since when', () => {
    for (const path of paths()) {
      const { headers } = get(path);
      expect(headers['content-type']).toBe('application/geo+json');
      expect(headers['cache-control']).toMatch(/^public, max-age=\d+$/);
      expect(Date.parse(headers.expires ?? '')).toBeGreaterThan(now);
      expect(Date.parse(headers['last-modified'] ?? '')).toBeLessThanOrEqual(now);
    }
  });

  it('knows no other cells and stations', () => {
    for (const cell of ['XXX/200,200', 'LWX/401,200', 'LWX/200', 'LWX/-1,5']) {
      expect(problemOf(get(`/gridpoints/${cell}/forecast/hourly`))[0]).toBe(404);
      expect(problemOf(get(`/gridpoints/${cell}/stations`))[0]).toBe(404);
    }
    expect(problemOf(get('/stations/KXXX/observations/latest'))).toEqual([404, 'NotFound']);
  });
});

describe('the hourly forecast', () => {
  it('has 156 hours from the current one on, in local time with its offset', () => {
    const { periods, updateTime } = hourly();
    expect(periods).toHaveLength(156);
    expect(periods[0]).toMatchObject({
      startTime: '2026-11-23T07:00:00-05:00',
      endTime: '2026-11-23T08:00:00-05:00',
      temperatureUnit: 'C',
    });
    expect(now - Date.parse(updateTime)).toBeLessThan(6 * hourMs);
  });

  it('tells the weather that other services tell of the same place', () => {
    hourly()
      .periods.slice(0, 48)
      .forEach(({ startTime, temperature }) => {
        const { tempC } = weatherAt(washington, 7, Date.parse(startTime));
        expect(Math.abs(temperature - tempC)).toBeLessThanOrEqual(0.6);
      });
  });

  it('comes in US units unless asked otherwise, with the wind as text in either', () => {
    const [us, si] = [hourly({}).periods[0], hourly().periods[0]];
    expect(us?.temperatureUnit).toBe('F');
    expect(Math.abs((us?.temperature ?? 0) - ((si?.temperature ?? 0) * 1.8 + 32))).toBeLessThanOrEqual(1.5);
    expect(us?.windSpeed).toMatch(/^\d+ mph$/);
    expect(si?.windSpeed).toMatch(/^\d+ km\/h$/);
    expect(si?.windDirection).toMatch(/^[NSEW]{1,3}$/);
  });

  it('shows day and night in its icons as in its flags', () => {
    const { periods } = hourly();
    for (const { isDaytime, icon } of periods) expect(icon).toContain(isDaytime ? '/day/' : '/night/');
    expect(new Set(periods.map(({ isDaytime }) => isDaytime)).size).toBe(2);
  });
});

describe('a station', () => {
  it('reports once an hour, some minutes late, close to the weather of its city', () => {
    const { timestamp, temperature } = report('KDCA');
    expect(timestamp).toBe('2026-11-23T11:52:00+00:00');
    expect(temperature.unitCode).toBe('wmoUnit:degC');
    const { tempC } = weatherAt(washington, 7, Date.parse(timestamp));
    expect(Math.abs(temperature.value - tempC)).toBeLessThanOrEqual(0.3);
    expect(report('KDCA', { now: now + 36 * minuteMs }).timestamp).toBe(timestamp);
    expect(report('KDCA', { now: now + 37 * minuteMs }).timestamp).toBe('2026-11-23T12:52:00+00:00');
  });

  it('says of what it cannot measure that nobody vouches for it', () => {
    expect(report('KDCA').windGust).toEqual({ unitCode: 'wmoUnit:km_h-1', value: null, qualityControl: 'Z' });
  });

  it('stands near its city, and in no other list', () => {
    const ids = usRegions.flatMap(({ stations }) => stations);
    expect(new Set(ids).size).toBe(ids.length);
    const { features } = bodyOf<{ features: { properties: { stationIdentifier: string } }[] }>(
      get(`${grid()}/stations`),
    );
    expect(features.map(({ properties }) => properties.stationIdentifier)).toEqual(
      found(usRegions, ({ office }) => office === 'LWX').stations,
    );
  });

  it('says what it served, under its own name and its place', () => {
    const { temperature } = report('KDCA');
    const text = String(temperature.value);
    expect(get('/stations/KDCA/observations/latest').served).toEqual({ KDCA: text, [symbol]: text });
  });
});

describe('what is set by hand', () => {
  const worldWith = (of: string, value: unknown) => {
    const world = createWorld(7);
    world.set('nws', nws.symbolOf(of) ?? '', { value: nws.settingOf?.(value) ?? '', at: now });
    return world;
  };

  it('is the temperature of a region, in its reports and in the current hour', () => {
    const world = worldWith('38.9,-77', 31.5);
    expect(report('KDCA', { world }).temperature.value).toBe(31.5);
    expect(report('KNYC', { world })).toEqual(report('KNYC'));
    const { periods } = hourly({ units: 'si' }, { world });
    expect(periods[0]?.temperature).toBe(32);
    expect(periods[1]).toEqual(hourly().periods[1]);
  });

  it('is the temperature of one station', () => {
    const world = worldWith('KADW', '-4.5');
    expect(report('KADW', { world }).temperature.value).toBe(-4.5);
    expect(report('KDCA', { world })).toEqual(report('KDCA'));
  });

  it('silences one station, or all of a region: the last report is hours old', () => {
    const world = worldWith('KDCA', 'silent');
    expect(report('KDCA', { world }).timestamp).toBe('2026-11-23T08:52:00+00:00');
    expect(report('KADW', { world })).toEqual(report('KADW'));
    const all = worldWith(symbol, 'silent');
    for (const station of ['KDCA', 'KADW', 'KIAD']) {
      expect(now - Date.parse(report(station, { world: all }).timestamp)).toBeGreaterThan(3 * hourMs);
    }
  });

  it('moves Last-Modified on', () => {
    const before = get('/stations/KDCA/observations/latest').headers['last-modified'] ?? '';
    const world = worldWith('KDCA', 20);
    const after = get('/stations/KDCA/observations/latest', {}, { world }).headers['last-modified'] ?? '';
    expect(Date.parse(after)).toBeGreaterThan(Date.parse(before));
  });

  it.each([['51.5,-0.1'], ['KXXX'], ['Washington']])('is nothing for %s', (text) => {
    expect(nws.symbolOf(text)).toBeUndefined();
  });

  it.each([['loud'], [''], ['1e3'], [{}], [null]])('is never %j', (value) => {
    expect(nws.settingOf?.(value)).toBeUndefined();
  });
});

describe('the provider, asking it', () => {
  const place: Place = { ...washington, zone: 'America/New_York' };
  const observe = async (world: World = createWorld(7), where = place) => {
    const get1 = async (path: string, { query = {} }: { query?: Readonly<Record<string, string>> }) => {
      const { status, body: text } = get(path, { ...query }, { world });
      if (status !== 200) throw new UpstreamError(status === 404 ? 'not-found' : 'status', String(status));
      return {
        status,
        text,
        contentType: '',
        confirmedAt: now,
        freshUntil: undefined,
        from: 'network',
      } as const;
    };
    const context = {
      http: { get: get1 },
      now,
      attempt: <T>(work: Promise<T>) => work.catch(() => undefined),
    };
    const [answer] = await provider.fetch([{ id: 'weather:x', symbol: 'x', place: where }], context);
    return answer?.ok ? answer.observation : undefined;
  };

  it('reads the report of the nearest station, with hours and days', async () => {
    const observation = await observe();
    expect(observation).toMatchObject({ asOf: Date.UTC(2026, 10, 23, 11, 52), delay: 'observed' });
    const { tempC } = weatherAt(washington, 7, now);
    expect(observation?.value).toMatchObject({
      kind: 'weather',
      condition: expect.any(String),
      isDay: expect.any(Boolean),
    });
    if (observation?.value.kind !== 'weather' || observation.detail?.kind !== 'weather')
      throw new Error('no weather');
    expect(Math.abs(observation.value.tempC - tempC)).toBeLessThan(2);
    expect(observation.detail.hours).toHaveLength(48);
    expect(observation.detail.hours.every(({ condition }) => condition !== undefined)).toBe(true);
    expect(observation.detail.days.length).toBeGreaterThanOrEqual(6);
  });

  it('goes on to the next station where one is silent, and to the forecast where all are', async () => {
    const silence = async (of: string) => {
      const world = createWorld(7);
      world.set('nws', of, { value: 'silent', at: now });
      return observe(world);
    };
    expect((await silence('KDCA'))?.asOf).toBe(Date.UTC(2026, 10, 23, 11, 51));
    const foreseen = await silence(symbol);
    expect([foreseen?.asOf, foreseen?.delay]).toEqual([Date.UTC(2026, 10, 23, 12), undefined]);
  });

  it('does not find a place elsewhere', async () => {
    const tokyo = { lat: 35.6762, lon: 139.6503, zone: 'Asia/Tokyo' };
    await expect(observe(createWorld(7), tokyo)).rejects.toMatchObject({ kind: 'not-found' });
  });
});
