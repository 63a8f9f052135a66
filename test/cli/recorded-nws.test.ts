/** Recorded warnings, reports, periods and lookups: read with the providers' parsers and held against what is stated of them. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recorded } from '../../src/cli/recorded.ts';
import { at, nwsAlert, nwsList } from '../providers/alert-bodies.ts';
import { noon } from '../providers/fake-http.ts';
import { hourlyBody, pointBody, reportBody } from '../providers/nws-body.ts';

const hourMs = 3_600_000;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recorded-nws-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** What is said of one recording; `expect` is what its manifest states. */
async function verdict(endpoint: string, body: object, kind: string, stated: object, fields: object = {}) {
  const file = 'body.json';
  const contentType = 'application/geo+json';
  const entry = { file, provider: 'nws', endpoint, transport: 'rest', status: 200, contentType, kind };
  const files = [{ ...entry, expect: stated, ...fields }];
  await writeFile(join(folder, 'manifest.json'), JSON.stringify({ files }));
  await writeFile(join(folder, file), JSON.stringify(body));
  const lines: string[] = [];
  await recorded(folder, (line) => lines.push(line));
  return JSON.parse(lines[0] ?? '{}') as { agrees: boolean | null; readings?: unknown[]; refusal?: string };
}

describe('recorded warnings', () => {
  const body = nwsList(nwsAlert('a'), nwsAlert('b', { messageType: 'Cancel' }));
  const first = {
    id: 'a',
    event: 'Winter Storm Warning',
    severity: 'Severe',
    issuer: 'NWS Nowhere XX',
    effective: at(noon - 2 * hourMs),
    onset: at(noon - hourMs),
    expires: at(noon + hourMs),
    ends: at(noon + 6 * hourMs),
  };
  const activeAt = [
    { at: at(noon - hourMs - 1000), count: 0 },
    { at: at(noon - hourMs), count: 1 },
    { at: at(noon + 6 * hourMs), count: 0 },
  ];
  const stated = { entries: 2, count: 1, first, activeAt };

  it('agree where count, first and times are those stated', async () => {
    expect((await verdict('alerts/active', body, 'alerts', stated)).agrees).toBe(true);
  });

  it.each([
    ['count', 2],
    ['first', { ...first, id: 'b' }],
    ['first', { ...first, severity: 'Minor' }],
    ['first', { ...first, issuer: 'X' }],
    ['first', { ...first, onset: null }],
    ['first', { ...first, ends: null }],
    ['first', null],
    ['activeAt', [{ at: at(noon), count: 0 }]],
  ])('disagree where %s is %j', async (name, value) => {
    expect((await verdict('alerts/active', body, 'alerts', { ...stated, [name]: value })).agrees).toBe(false);
  });

  it('may be none, which is no refusal', async () => {
    const none = { count: 0, first: null, activeAt: [{ at: at(noon), count: 0 }] };
    expect(await verdict('alerts/active', nwsList(), 'alerts', none)).toMatchObject({
      agrees: true,
      readings: [{ count: 0, alerts: [] }],
    });
  });
});

describe('a recorded report', () => {
  const body = reportBody(noon, 7.8);
  const current = {
    time: at(noon),
    tempC: 7.8,
    windMs: 2.1,
    humidityPct: 75.77,
    text: 'Mostly Cloudy',
    isDay: false,
  };
  const stated = (fields: object) => ({ current: { ...current, ...fields }, hours: 0, firstHour: null });

  it('agrees where its figures and its sky are those stated', async () => {
    const { agrees } = await verdict('stations/observations/latest', body, 'weather', stated({}));
    expect(agrees).toBe(true);
  });

  it.each([
    ['tempC', 7.9],
    ['windMs', 7.56],
    ['humidityPct', null],
    ['text', 'Sunny'],
    ['isDay', true],
    ['time', at(noon + 1000)],
  ])('disagrees where %s is %j', async (name, value) => {
    const { agrees } = await verdict(
      'stations/observations/latest',
      body,
      'weather',
      stated({ [name]: value }),
    );
    expect(agrees).toBe(false);
  });
});

describe('recorded periods', () => {
  const body = hourlyBody(noon, 3);
  const first = { time: at(noon), tempC: 0, windMs: 5, isDay: true };
  const stated = { current: null, hours: 3, periods: 3, firstHour: first };

  it('agree as hours and as periods', async () => {
    expect((await verdict('gridpoints/forecast/hourly', body, 'weather', stated)).agrees).toBe(true);
    const second = { start: at(noon + hourMs), end: at(noon + 2 * hourMs), tempC: 1 };
    const asPeriods = { ...stated, secondPeriod: second };
    expect((await verdict('gridpoints/forecast', body, 'weather', asPeriods)).agrees).toBe(true);
  });

  it.each([
    ['hours', 2],
    ['periods', 2],
    ['current', first],
    ['firstHour', { ...first, tempC: 1 }],
    ['firstHour', null],
    ['secondPeriod', { start: at(noon + hourMs), end: at(noon + 3 * hourMs), tempC: 1 }],
    ['updatedAt', at(noon)],
  ])('disagree where %s is %j', async (name, value) => {
    const { agrees } = await verdict('gridpoints/forecast/hourly', body, 'weather', {
      ...stated,
      [name]: value,
    });
    expect(agrees).toBe(false);
  });

  it('are refused by their status before their form', async () => {
    const fields = { status: 503, contentType: 'application/problem+json' };
    const refused = await verdict(
      'gridpoints/forecast',
      { title: 'x' },
      'refuse',
      { refuse: 'status' },
      fields,
    );
    expect(refused).toMatchObject({ agrees: true, refusal: 'status' });
  });
});

describe('a recorded lookup', () => {
  it('agrees where the cell is the one stated', async () => {
    const cell = { grid: 'LWX', gridX: 97, gridY: 71 };
    const forecastHourly = 'https://api.weather.gov/gridpoints/LWX/97,71/forecast/hourly';
    const judge = async (stated: object) => (await verdict('points', pointBody(), 'lookup', stated)).agrees;
    expect(await judge({ ...cell, forecastHourly, city: 'Nowhere' })).toBe(true);
    expect(await judge({ ...cell, forecastHourly, gridX: 98 })).toBe(false);
    expect(await judge(cell)).toBe(false);
  });
});
