/** The National Weather Service's provider: what it asks, which report it takes for the present, and what a forecast adds. */
import { describe, expect, it } from 'vitest';
import { nws } from '../../src/providers/nws.ts';
import { byDay } from '../../src/providers/nws-days.ts';
import { parsePeriods } from '../../src/providers/nws-hourly.ts';
import type { Place } from '../../src/providers/provider.ts';
import { UpstreamError } from '../../src/system/upstream-error.ts';
import { staleAt } from '../../src/worker/stale-at.ts';
import { type Body, fakeNetwork, noon } from './fake-http.ts';
import { hourlyBody, measured, pointBody, reportBody, stationsBody } from './nws-body.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const washington: Place = { lat: 38.9072, lon: -77.0369, zone: 'America/New_York' };
const point = '/points/38.9072,-77.0369';
const grid = '/gridpoints/LWX/97,71';
const latest = (station: string) => `/stations/${station}/observations/latest`;
const now = noon + 20 * minuteMs;
const gone = new UpstreamError('status', 'HTTP 503', { status: 503 });

/** Everything well: KDCA reported 28 minutes ago, the forecast begins an hour ago. A body may be replaced. */
function network(over: Readonly<Record<string, object>> = {}, at = now) {
  const bodies: Readonly<Record<string, object>> = {
    [point]: pointBody(),
    [`${grid}/forecast/hourly`]: hourlyBody(noon - hourMs, 156),
    [`${grid}/stations`]: stationsBody('KDCA', 'KADW', 'KIAD', 'KBWI'),
    [latest('KDCA')]: reportBody(noon - 8 * minuteMs, 7.8),
    [latest('KADW')]: reportBody(noon - 5 * minuteMs, 6.1),
    [latest('KIAD')]: reportBody(noon - 4 * minuteMs, 5.2),
    [latest('KBWI')]: reportBody(noon - 4 * minuteMs, 4.3),
    ...over,
  };
  const texts = Object.entries(bodies).map(([path, body]): [string, Body] => [
    path,
    body instanceof UpstreamError ? body : JSON.stringify(body),
  ]);
  return fakeNetwork(Object.fromEntries(texts), { now: at });
}

async function answerTo({ context }: ReturnType<typeof network>, place: Place = washington) {
  const [only] = await nws.fetch([{ id: 'weather:x', symbol: 'x', place }], context);
  if (only === undefined) throw new Error('no answer');
  return only;
}

async function observed(...args: Parameters<typeof network>) {
  const answer = await answerTo(network(...args));
  if (!answer.ok) throw new Error(answer.refusal.message);
  const { value, detail } = answer.observation;
  if (value.kind !== 'weather') throw new Error('no weather');
  return { ...answer.observation, value, detail: detail?.kind === 'weather' ? detail : undefined };
}

describe('the question to the National Weather Service', () => {
  it('goes from the place to its cell, the stations and one report, and to the forecast in SI units', async () => {
    const { context, asked } = network();
    await nws.fetch([{ id: 'weather:x', symbol: 'x', place: washington }], context);
    expect(asked.map(({ path }) => path)).toEqual([
      point,
      `${grid}/stations`,
      latest('KDCA'),
      `${grid}/forecast/hourly`,
    ]);
    expect(asked.at(-1)?.query).toEqual({ units: 'si' });
    for (const { headers } of asked) expect(headers).toEqual({ Accept: 'application/geo+json' });
  });

  it('has four decimals at the most and no zeros at the end, which it would be sent away for', async () => {
    const { context, asked } = fakeNetwork({});
    const place = { lat: 38.900_04, lon: -77.123_46, zone: 'UTC' };
    await expect(nws.fetch([{ id: 'weather:x', symbol: 'x', place }], context)).rejects.toThrow();
    expect(asked.map(({ path }) => path)).toEqual(['/points/38.9,-77.1235']);
  });

  it('never follows an address out of a body', async () => {
    for (const gridId of ['../LWX', 'LWX/1', 'lwx', 'LW', '']) {
      const body = pointBody();
      body.properties.gridId = gridId;
      await expect(answerTo(network({ [point]: body }))).rejects.toMatchObject({ kind: 'shape' });
    }
    for (const gridX of [-1, 1.5, 1000, '97', null]) {
      const body = pointBody();
      body.properties.gridX = gridX;
      await expect(answerTo(network({ [point]: body }))).rejects.toMatchObject({ kind: 'shape' });
    }
    const odd = stationsBody('../../x', 'kdca', 'K', 7, null, 'KADW');
    expect((await observed({ [`${grid}/stations`]: odd })).value.tempC).toBe(6.1);
  });

  it('is not asked for an item without coordinates', async () => {
    const { context, asked } = network();
    const answers = await nws.fetch([{ id: 'weather:x', symbol: 'x' }], context);
    expect(answers).toMatchObject([{ ok: false, refusal: { kind: 'rejected' } }]);
    expect(asked).toEqual([]);
  });
});

describe('a report', () => {
  it('is the present while it is fresh: observed, as of its own time, in our units', async () => {
    const { asOf, delay, value } = await observed();
    expect([asOf, delay]).toEqual([noon - 8 * minuteMs, 'observed']);
    expect(value).toMatchObject({
      tempC: 7.8,
      feelsC: 23.11,
      windMs: 2.1,
      windFromDeg: 20,
      humidityPct: 75.77,
      condition: 'cloudy',
      isDay: false,
    });
  });

  it('may be ninety minutes old and not a moment more: then the next nearest is asked', async () => {
    const aged = (ms: number) => observed({ [latest('KDCA')]: reportBody(now - ms, 7.8) });
    expect((await aged(90 * minuteMs)).value.tempC).toBe(7.8);
    const { asOf, value } = await aged(90 * minuteMs + 1000);
    expect([asOf, value.tempC]).toEqual([noon - 5 * minuteMs, 6.1]);
  });

  it.each([
    ['tells no temperature', reportBody(noon, null)],
    ['is from the future', reportBody(now + minuteMs, 9)],
    ['has a temperature in an unknown unit', reportBody(noon, 9, { temperature: measured('K', 281) })],
    [
      'failed the quality control',
      reportBody(noon, 9, { temperature: { ...measured('degC', 99), qualityControl: 'X' } }),
    ],
    ['cannot be read', { properties: { timestamp: 'today' } }],
    ['does not come', gone],
  ])('that %s is passed over for the next nearest', async (_name, body) => {
    expect((await observed({ [latest('KDCA')]: body })).value.tempC).toBe(6.1);
  });

  it('is sought at three stations at the most, then the forecast has to do', async () => {
    const old = reportBody(now - 3 * hourMs, 1);
    const over = { [latest('KDCA')]: old, [latest('KADW')]: old, [latest('KIAD')]: old };
    const net = network(over);
    const answer = await answerTo(net);
    expect(answer).toMatchObject({ ok: true, observation: { asOf: noon, value: { tempC: 1 } } });
    expect(net.asked.map(({ path }) => path)).not.toContain(latest('KBWI'));
  });

  it('comes in degrees Fahrenheit and knots as well, under the old prefix too', async () => {
    const fields = {
      temperature: { unitCode: 'unit:degF', value: 50 },
      windSpeed: measured('kt', 10),
      relativeHumidity: measured('fraction', 0.7),
    };
    const { value } = await observed({ [latest('KDCA')]: reportBody(noon, 9, fields) });
    expect(value).toMatchObject({ tempC: 10, windMs: 5.14 });
    expect(value).not.toHaveProperty('humidityPct');
  });

  it('reads the sky from its words, else from present weather, else from its icon', async () => {
    const skyWith = async (fields: object) =>
      (await observed({ [latest('KDCA')]: reportBody(noon, 9, { ...fields }) })).value.condition;
    const rain = { intensity: 'heavy', modifier: null, weather: 'rain', rawString: '+RA' };
    expect(await skyWith({ textDescription: 'Light Snow', presentWeather: [rain] })).toBe('snow');
    expect(await skyWith({ textDescription: '', presentWeather: [rain] })).toBe('heavy-rain');
    expect(await skyWith({ textDescription: '', presentWeather: [{ ...rain, inVicinity: true }] })).toBe(
      'cloudy',
    );
    expect(await skyWith({ textDescription: '', icon: null })).toBeUndefined();
  });

  it('feels as the station says, else as the formulas have it', async () => {
    const feels = async (fields: object, tempC = -10) =>
      (await observed({ [latest('KDCA')]: reportBody(noon, tempC, { heatIndex: null, ...fields }) })).value;
    const windSpeed = measured('km_h-1', 20);
    expect((await feels({ windSpeed, windChill: measured('degC', -16.5) })).feelsC).toBe(-16.5);
    expect((await feels({ windSpeed })).feelsC).toBe(-17.9);
    expect(await feels({ windSpeed: measured('km_h-1', null) })).not.toHaveProperty('feelsC');
    expect((await feels({ relativeHumidity: measured('percent', 50) }, 32.2)).feelsC).toBe(34.7);
  });

  it('takes day or night from the forecast where it has no icon', async () => {
    const { value } = await observed({ [latest('KDCA')]: reportBody(noon, 9, { icon: null }) });
    expect(value.isDay).toBe(true);
  });

  it('is enough without a forecast', async () => {
    const { value, detail, asOf } = await observed({ [`${grid}/forecast/hourly`]: gone });
    expect([asOf, value.tempC, detail]).toEqual([noon - 8 * minuteMs, 7.8, undefined]);
    expect(value).not.toHaveProperty('highC');
  });
});

describe('a forecast without a report', () => {
  const silent = { [`${grid}/stations`]: gone };

  it('gives the period that covers now: foreseen, as of its start, with the time of its issue', async () => {
    const { asOf, issuedAt, delay, value } = await observed(silent);
    expect([asOf, issuedAt, delay]).toEqual([noon, Date.UTC(2026, 10, 23, 9, 31, 12), undefined]);
    expect(nws.delay).toBe('model');
    expect(value).toMatchObject({ tempC: 1, windMs: 5, humidityPct: 40, condition: 'showers', isDay: true });
  });

  it('ends at its last period, whose end is not its own', async () => {
    const short = { ...silent, [`${grid}/forecast/hourly`]: hourlyBody(noon - hourMs, 2) };
    expect((await observed(short, noon + hourMs - 1)).asOf).toBe(noon);
    const answer = await answerTo(network(short, noon + hourMs));
    expect(answer).toMatchObject({ ok: false, refusal: { kind: 'empty' } });
  });

  it.each([
    ['temperatureUnit', 'K'],
    ['temperatureUnit', null],
    ['temperature', null],
    ['temperature', '7'],
    ['temperature', { unitCode: 'wmoUnit:K', value: 280 }],
  ])('is refused where %s is %j', async (name, value) => {
    const body = hourlyBody(noon - hourMs, 5);
    Object.assign(body.properties.periods[1] ?? {}, { [name]: value });
    const answer = await answerTo(network({ ...silent, [`${grid}/forecast/hourly`]: body }));
    expect(answer).toMatchObject({ ok: false, refusal: { kind: 'shape' } });
  });

  it.each([
    [{ temperature: 50, temperatureUnit: 'F' }, { tempC: 10 }],
    [{ temperature: { unitCode: 'wmoUnit:degC', value: 4.5 } }, { tempC: 4.5 }],
    [{ windSpeed: '5 to 10 mph' }, { windMs: 4.47 }],
    [{ windSpeed: { unitCode: 'wmoUnit:km_h-1', value: 36 } }, { windMs: 10 }],
    [{ windSpeed: { unitCode: 'wmoUnit:km_h-1', minValue: 9, maxValue: 18 } }, { windMs: 5 }],
    [{ windSpeed: 'strong' }, { windMs: undefined }],
    [{ windSpeed: '10 furlongs' }, { windMs: undefined }],
    [{ shortForecast: 'Frogs' }, { condition: 'showers' }],
    [{ shortForecast: 'Frogs', icon: '/icons/land/day/frogs' }, { condition: undefined }],
    [{ isDaytime: false }, { isDay: false }],
    // The sun has been up for half an hour in Washington.
    [{ isDaytime: 'yes' }, { isDay: true }],
    [{ temperature: -10, windSpeed: '20 km/h' }, { feelsC: -17.9 }],
    [{ temperature: -10, windSpeed: 'strong' }, { feelsC: undefined }],
  ])('reads a period with %j as %j', async (fields, expected) => {
    const body = hourlyBody(noon - hourMs, 5);
    Object.assign(body.properties.periods[1] ?? {}, fields);
    const { value } = await observed({ ...silent, [`${grid}/forecast/hourly`]: body });
    for (const [name, figure] of Object.entries(expected)) {
      expect(value[name as keyof typeof value]).toBe(figure);
    }
  });

  it('cannot be told from another where a time is unreadable', async () => {
    const body = hourlyBody(noon - hourMs, 5);
    Object.assign(body.properties.periods[3] ?? {}, { startTime: null });
    const answer = answerTo(network({ ...silent, [`${grid}/forecast/hourly`]: body }));
    await expect(answer).rejects.toMatchObject({ kind: 'shape' });
  });

  it.each([
    ['an expired grid', gone, 'status'],
    ['a cell at sea', new UpstreamError('not-found', 'HTTP 404', { status: 404 }), 'not-found'],
    ['too many requests', new UpstreamError('throttled', 'HTTP 429'), 'throttled'],
    ['no periods', hourlyBody(noon, 0), 'empty'],
  ])('throws its own trouble with %s', async (_name, body, kind) => {
    const over = { ...silent, [`${grid}/forecast/hourly`]: body };
    await expect(answerTo(network(over))).rejects.toMatchObject({ kind });
  });
});

describe('a place that it does not know', () => {
  it('is not found, and nothing else is asked', async () => {
    const net = network({ [point]: new UpstreamError('not-found', 'HTTP 404', { status: 404 }) });
    await expect(answerTo(net)).rejects.toMatchObject({ kind: 'not-found' });
    expect(net.asked).toHaveLength(1);
  });
});

describe('the range of today', () => {
  it('is the one of the rest of the day at the place, and of what was measured in it', async () => {
    // 12:20 in UTC is 07:20 in New York, whose day has its last period at 04:00 UTC: the 18th of the body.
    expect((await observed()).value).toMatchObject({ lowC: 0, highC: 17 });
    const hot = { [latest('KDCA')]: reportBody(noon, 21.5) };
    expect((await observed(hot)).value).toMatchObject({ lowC: 0, highC: 21.5 });
  });

  it('holds the present, though it was reported a few minutes before midnight', async () => {
    const midnight = Date.UTC(2026, 10, 23, 5, 10);
    const over = {
      [`${grid}/forecast/hourly`]: hourlyBody(midnight - 10 * minuteMs, 30),
      [latest('KDCA')]: reportBody(midnight - 20 * minuteMs, -9),
    };
    expect((await observed(over, midnight)).value).toMatchObject({ tempC: -9, lowC: -9, highC: 23 });
  });

  it('is left out where a temperature of that day is unknown: it might be the highest', async () => {
    const body = hourlyBody(noon - hourMs, 156);
    Object.assign(body.properties.periods[5] ?? {}, { temperature: null });
    const { value } = await observed({ [`${grid}/forecast/hourly`]: body });
    expect(value.tempC).toBe(7.8);
    expect(value).not.toHaveProperty('highC');
  });
});

describe('hours and days', () => {
  it('are 48 hours from the present one on', async () => {
    const hours = (await observed()).detail?.hours ?? [];
    expect(hours).toHaveLength(48);
    expect(hours[0]).toEqual({ t: noon, tempC: 1, condition: 'showers', isDay: true, windMs: 5 });
  });

  it('are days of the place that the forecast covers for the most part, without amounts of rain', async () => {
    const days = (await observed()).detail?.days ?? [];
    // Today from six in the morning and the last day until six in the evening are three quarters of a day.
    expect(days.map(({ day }) => day)).toEqual([
      '2026-11-23',
      '2026-11-24',
      '2026-11-25',
      '2026-11-26',
      '2026-11-27',
      '2026-11-28',
      '2026-11-29',
    ]);
    expect(days[1]).toEqual({
      day: '2026-11-24',
      lowC: 0,
      highC: 23,
      condition: 'fair',
      sunrise: Date.UTC(2026, 10, 24, 12, 1),
      sunset: Date.UTC(2026, 10, 24, 21, 49),
    });
    const later = (await observed({ [`${grid}/forecast/hourly`]: hourlyBody(noon, 40) })).detail?.days;
    expect(later?.map(({ day }) => day)).toEqual(['2026-11-24']);
  });

  it('have all hours of a day on which the clocks change, 23 of them or 25', () => {
    const hoursOn = (day: string) => {
      const first = Date.parse(`${day}T00:00:00Z`) - 24 * hourMs;
      const { periods } = parsePeriods(JSON.stringify(hourlyBody(first, 96)));
      return byDay(periods, 'America/New_York').get(day)?.length;
    };
    expect(['2026-03-08', '2026-03-09', '2026-11-01'].map(hoursOn)).toEqual([23, 24, 25]);
  });
});

describe('how long a value may look live', () => {
  it('is two hours for a station that falls silent', () => {
    expect(staleAt(nws.cadence, { asOf: noon, delay: 'observed' })).toBe(noon + 2 * hourMs);
  });

  it('is longer than a report may be taken for the present', () => {
    const { cadence } = nws;
    if (cadence.kind !== 'model') throw new Error('another cadence');
    expect(2 * cadence.stepMs).toBeGreaterThan(90 * minuteMs + 2 * cadence.everyMs);
  });

  it('is a day for a forecast that nobody renews, however new its hour', () => {
    const issuedAt = noon - 24 * hourMs;
    expect(staleAt(nws.cadence, { asOf: noon, issuedAt })).toBe(noon);
  });
});
