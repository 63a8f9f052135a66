/** Weather and warnings of the demo upstream over the wire: paths that name a place, and what the control endpoint takes. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LoggedRequest } from '../../src/demo/request-log.ts';
import { createDemoUpstream, type DemoUpstream } from '../../src/demo/upstream.ts';
import { shipped } from '../support/calendars.ts';
import { type FakeClock, fakeClock } from '../support/fake-clock.ts';
import { contact } from './ask.ts';

const washington = '38.9072,-77.0369';
const latest = '/nws/stations/KDCA/observations/latest';
const alerts = `/nws-alerts/alerts/active?point=${encodeURIComponent(washington)}`;
const norway = '/metalerts/weatherapi/metalerts/2.0/current.json?lang=en';

let clock: FakeClock;
let upstream: DemoUpstream;

beforeEach(async () => {
  clock = fakeClock(Date.UTC(2026, 10, 23, 12, 20, 0, 400));
  upstream = createDemoUpstream({ clock, calendars: shipped, port: 0 });
  await upstream.start();
});
afterEach(() => upstream.stop());

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(upstream.baseUrl() + path, { headers: { 'user-agent': contact, ...headers } });
const post = (path: string, body: unknown) =>
  fetch(upstream.baseUrl() + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
const set = (provider: string, symbol: string, value: unknown) =>
  post('/control/set', { provider, symbol, value });
const events = async (path: string) => {
  const { features } = (await (await get(path)).json()) as {
    features: { properties: { event: string; eventAwarenessName?: string } }[];
  };
  return features.map(({ properties }) => properties.eventAwarenessName ?? properties.event);
};

describe('the paths of the weather service', () => {
  it('lead from a place to its cell, its stations, their reports and the forecast', async () => {
    const point = (await (await get(`/nws/points/${washington}`)).json()) as {
      properties: { gridId: string; gridX: number; gridY: number };
    };
    const { gridId, gridX, gridY } = point.properties;
    const grid = `/nws/gridpoints/${gridId}/${gridX},${gridY}`;
    for (const path of [`${grid}/forecast/hourly?units=si`, `${grid}/stations`, latest]) {
      const answer = await get(path);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/geo+json']);
    }
    expect((await get('/nws/points/51.5,-0.1')).status).toBe(404);
    expect((await get(latest, { 'user-agent': 'node' })).status).toBe(403);
  });

  it('stand in the log as they were asked, with what was served', async () => {
    const body = (await (await get(latest)).json()) as { properties: { temperature: { value: number } } };
    const [logged] = (await (await get('/control/log?provider=nws')).json()) as LoggedRequest[];
    expect(logged).toMatchObject({
      provider: 'nws',
      path: '/stations/KDCA/observations/latest',
      status: 200,
    });
    expect(logged?.served?.[washington]).toBe(String(body.properties.temperature.value));
  });

  it('answer a client that has the report with 304, until there is a new one', async () => {
    const since = (await get(latest)).headers.get('last-modified') ?? '';
    expect((await get(latest, { 'if-modified-since': since })).status).toBe(304);
    clock.advance(37 * 60_000);
    expect((await get(latest, { 'if-modified-since': since })).status).toBe(200);
  });

  it('fail as other feeds do', async () => {
    await post('/control/fault', { provider: 'nws', fault: 'status', status: 503 });
    expect((await get(latest)).status).toBe(503);
    expect((await get(alerts)).status).toBe(200);
  });
});

describe('the control endpoint', () => {
  it('silences a station', async () => {
    const timeOf = async () => {
      const body = (await (await get(latest)).json()) as { properties: { timestamp: string } };
      return body.properties.timestamp;
    };
    expect(await timeOf()).toBe('2026-11-23T11:52:00+00:00');
    expect((await set('nws', 'KDCA', 'silent')).status).toBe(200);
    expect(await timeOf()).toBe('2026-11-23T08:52:00+00:00');
  });

  it.each([
    ['nws-alerts', washington, alerts],
    ['metalerts', '59.91,10.75', norway],
  ])(
    'raises warnings of %s by a text, an object or a list, and takes them back',
    async (provider, symbol, path) => {
      const before = await events(path);
      expect((await set(provider, symbol, 'Blizzard Warning')).status).toBe(200);
      expect(await events(path)).toEqual(['Blizzard Warning']);
      await set(provider, symbol, [{ event: 'Flood Watch', severity: 'Moderate' }, 'Gale Warning']);
      expect(await events(path)).toEqual(['Flood Watch', 'Gale Warning']);
      await set(provider, symbol, []);
      expect(await events(path)).toEqual([]);
      await post('/control/clear', { provider });
      expect(await events(path)).toEqual(before);
    },
  );

  it.each([
    [alerts, 'nws-alerts', washington],
    [norway, 'metalerts', '59.91,10.75'],
  ])('shows a client of %s with a copy the change of the same second', async (path, provider, symbol) => {
    const since = (await get(path)).headers.get('last-modified') ?? '';
    expect((await get(path, { 'if-modified-since': since })).status).toBe(304);
    await set(provider, symbol, 'Gale Warning');
    expect((await get(path, { 'if-modified-since': since })).status).toBe(200);
  });

  it.each([
    ['nws', 'KDCA', 'loud', '"silent"'],
    ['nws', '51.5,-0.1', 5, 'United States'],
    ['nws-alerts', 'Washington', 'x', '"lat,lon"'],
    ['nws-alerts', washington, 7, 'a short text'],
    ['metalerts', '59.91,10.75', { severity: 'Dire' }, 'a short text'],
  ])('says what it expected of %s at %s for %j', async (provider, symbol, value, expected) => {
    const answer = await set(provider, symbol, value);
    expect(answer.status).toBe(400);
    expect(((await answer.json()) as { expected: string }).expected).toContain(expected);
  });
});
