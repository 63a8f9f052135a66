/** The providers of weather and warnings before the demo upstream, over the real client: what they read is what it served. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LoggedRequest } from '../../src/demo/request-log.ts';
import { createDemoUpstream, type DemoUpstream } from '../../src/demo/upstream.ts';
import type { ItemId } from '../../src/protocol/item-id.ts';
import { providerById } from '../../src/providers/index.ts';
import type { Observation, Place } from '../../src/providers/provider.ts';
import { createHttpClient, type HttpClient } from '../../src/system/http-client.ts';
import { admit } from '../../src/worker/admission.ts';
import { providerContext } from '../../src/worker/provider-context.ts';
import { shipped } from '../support/calendars.ts';
import { type FakeClock, fakeClock } from '../support/fake-clock.ts';
import { contact } from './ask.ts';

const minuteMs = 60_000;
const washington: Place = { lat: 38.9072, lon: -77.0369, altitude: 22, zone: 'America/New_York' };
const newYork: Place = { lat: 40.7128, lon: -74.006, altitude: 10, zone: 'America/New_York' };
const tokyo: Place = { lat: 35.6762, lon: 139.6503, zone: 'Asia/Tokyo' };
const oslo: Place = { lat: 59.91, lon: 10.75, zone: 'Europe/Oslo' };

let clock: FakeClock;
let upstream: DemoUpstream;
let clients: Map<string, HttpClient>;

beforeEach(async () => {
  clock = fakeClock(Date.UTC(2026, 10, 23, 12, 20));
  clients = new Map();
  upstream = createDemoUpstream({ clock, calendars: shipped, port: 0 });
  await upstream.start();
});
afterEach(async () => {
  for (const client of clients.values()) client.close();
  await upstream.stop();
});

function clientOf(id: string): HttpClient {
  const baseUrl = `${upstream.baseUrl()}/${id}`;
  const options = { baseUrl, userAgent: contact, privateHosts: ['127.0.0.1'], clock };
  const client = clients.get(id) ?? createHttpClient(options);
  clients.set(id, client);
  return client;
}

async function observe(id: string, place: Place): Promise<Observation> {
  const provider = providerById(id);
  if (provider === undefined) throw new Error(`no provider ${id}`);
  const item: ItemId = `${provider.kinds[0] ?? 'weather'}:x`;
  const context = providerContext(clientOf(id), clock.now(), undefined);
  const [answer] = await provider.fetch([{ id: item, symbol: 'x', place }], context);
  if (!answer?.ok) throw new Error(answer?.refusal.message);
  return answer.observation;
}

async function eventsAt(id: string, place: Place) {
  const { value } = await observe(id, place);
  return value.kind === 'alerts' ? value.alerts.map(({ event }) => event) : undefined;
}

async function temperatureAt(id: string, place: Place): Promise<number> {
  const { value } = await observe(id, place);
  return value.kind === 'weather' ? value.tempC : Number.NaN;
}

const post = (path: string, body: object) =>
  fetch(upstream.baseUrl() + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
const set = (provider: string, symbol: string, value: unknown) =>
  post('/control/set', { provider, symbol, value });
const log = async (provider: string) =>
  (await (await fetch(`${upstream.baseUrl()}/control/log?provider=${provider}`)).json()) as LoggedRequest[];

describe('the weather of one place', () => {
  it('is the same by two services, within two degrees, by day and by night', async () => {
    for (let hour = 0; hour < 48; hour += 3) {
      for (const place of [washington, newYork]) {
        const [us, norwegian] = [await temperatureAt('nws', place), await temperatureAt('metno', place)];
        expect(Math.abs(us - norwegian)).toBeLessThanOrEqual(2);
      }
      clock.advance(180 * minuteMs);
    }
  });

  it('is what the station reported, and may be shown', async () => {
    const { value, asOf } = await observe('nws', washington);
    const report = (await log('nws')).find(({ path }) => path.includes('/observations/'));
    expect(value).toMatchObject({ tempC: Number(report?.served?.['38.9072,-77.0369']) });
    expect(admit({ cls: 'weather', value, asOf, now: clock.now() })).toEqual({ admitted: true });
  });

  it('is looked up once and asked for again only when it has lapsed', async () => {
    await observe('nws', washington);
    await observe('nws', washington);
    expect(await log('nws')).toHaveLength(4);
    clock.advance(2 * minuteMs);
    await observe('nws', washington);
    const later = (await log('nws')).slice(4);
    expect(later.map(({ path, status }) => [path.split('/').at(-1), status])).toEqual([
      ['latest', 304],
      ['hourly', 304],
    ]);
  });

  it('comes from the next station while one is silent, and never goes back when it speaks again', async () => {
    const times: number[] = [(await observe('nws', washington)).asOf];
    const take = async () => {
      const { asOf, value } = await observe('nws', washington);
      const heldAsOf = times.at(-1) ?? 0;
      if (admit({ cls: 'weather', value, asOf, heldAsOf, now: clock.now() }).admitted) times.push(asOf);
    };
    for (let poll = 0; poll < 30; poll += 1) {
      if (poll === 6) await set('nws', 'KDCA', 'silent');
      if (poll === 12) await set('nws', '38.9,-77', 'silent');
      if (poll === 20) await post('/control/clear', { provider: 'nws' });
      clock.advance(10 * minuteMs);
      await take();
    }
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(clock.now() - (times.at(-1) ?? 0)).toBeLessThan(90 * minuteMs);
  });

  it('is not found where the service has no grid', async () => {
    await expect(observe('nws', tokyo)).rejects.toMatchObject({ kind: 'not-found' });
  });

  it.each([
    ['stop', 'network'],
    ['html', 'shape'],
    ['broken', 'shape'],
    ['reset', 'network'],
  ])('is refused where every answer falls to %s', async (fault, kind) => {
    for (const provider of ['nws', 'nws-alerts', 'metalerts']) {
      await post('/control/fault', { provider, fault });
      const place = provider === 'metalerts' ? oslo : washington;
      await expect(observe(provider, place)).rejects.toMatchObject({ kind });
    }
  });
});

describe('the warnings of a place', () => {
  it('are none in New York and Oslo, one in Washington, and no matter of either service elsewhere', async () => {
    expect(await eventsAt('nws-alerts', newYork)).toEqual([]);
    expect(await eventsAt('nws-alerts', washington)).toEqual(['Coastal Flood Advisory']);
    expect(await eventsAt('metalerts', oslo)).toEqual([]);
    for (const id of ['nws-alerts', 'metalerts']) {
      expect((await observe(id, tokyo)).value).toEqual({ kind: 'alerts', covered: false, alerts: [] });
    }
  });

  it('show what was set as soon as the copy at hand has lapsed, and forget it when it is over', async () => {
    expect(await eventsAt('nws-alerts', newYork)).toEqual([]);
    await set('nws-alerts', '40.7128,-74.006', {
      event: 'Blizzard Warning',
      ends: clock.now() + 20 * minuteMs,
    });
    expect(await eventsAt('nws-alerts', newYork)).toEqual([]);
    clock.advance(minuteMs);
    expect(await eventsAt('nws-alerts', newYork)).toEqual(['Blizzard Warning']);
    clock.advance(20 * minuteMs);
    expect(await eventsAt('nws-alerts', newYork)).toEqual([]);
  });

  it('are as of when the service last said so, a 304 included', async () => {
    const first = (await observe('nws-alerts', washington)).asOf;
    expect(first).toBe(clock.now());
    clock.advance(2 * minuteMs);
    expect((await observe('nws-alerts', washington)).asOf).toBe(clock.now());
    expect((await log('nws-alerts')).map(({ status }) => status)).toEqual([200, 304]);
  });

  it('are those around the place alone', async () => {
    await set('metalerts', '59.91,10.75', ['Gale', 'Heavy snow']);
    expect(await eventsAt('metalerts', oslo)).toEqual(expect.arrayContaining(['Gale', 'Heavy snow']));
    expect(await eventsAt('metalerts', { lat: 60.39, lon: 5.32, zone: 'Europe/Oslo' })).toEqual([]);
  });
});
