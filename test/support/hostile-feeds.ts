/** Every provider before bodies in its own format, as the demo upstream writes them, with a hostile text in one place of one. */
import { alertSettings } from '../../src/demo/alerts.ts';
import { formatTroubles } from '../../src/demo/format-troubles.ts';
import type { DemoProvider } from '../../src/demo/formats/answer.ts';
import { coinbase } from '../../src/demo/formats/coinbase.ts';
import { coingecko } from '../../src/demo/formats/coingecko.ts';
import { ecb } from '../../src/demo/formats/ecb.ts';
import { frankfurter } from '../../src/demo/formats/frankfurter.ts';
import { kraken } from '../../src/demo/formats/kraken.ts';
import { metalerts } from '../../src/demo/formats/metalerts.ts';
import { createMetno } from '../../src/demo/formats/metno.ts';
import { nws } from '../../src/demo/formats/nws.ts';
import { nwsAlerts } from '../../src/demo/formats/nws-alerts.ts';
import { treasury } from '../../src/demo/formats/treasury.ts';
import { createTwelvedata } from '../../src/demo/formats/twelvedata.ts';
import { createWorld } from '../../src/demo/world.ts';
import type { ItemId } from '../../src/protocol/item-id.ts';
import { providerById } from '../../src/providers/index.ts';
import type { Answer, Ask, History, Place, Provider } from '../../src/providers/provider.ts';
import type { HttpRequest } from '../../src/system/http.ts';
import { fakeNetwork, noon } from '../providers/fake-http.ts';
import { shipped } from './calendars.ts';
import { demoBody } from './demo-bodies.ts';
import { jsonPlaces, type TextPlace } from './text-places.ts';
import { xmlPlaces } from './xml-text-places.ts';

/** A provider and all that it asks for and reads while nothing is wrong. */
export interface HostileFeed {
  readonly name: string;
  readonly provider: Provider;
  readonly asks: readonly Ask[];
  /** By path and query. */
  readonly bodies: ReadonlyMap<string, string>;
  readonly honest: { readonly values: Reading; readonly lines: Reading };
}

/** What one try gives, answers or lines, or the error that it failed with; `asked` by path and query. */
export type Reading =
  | {
      readonly answers: readonly Answer[];
      readonly lines: readonly History[];
      readonly asked: readonly string[];
    }
  | { readonly error: unknown; readonly asked: readonly string[] };

type Served = (key: string, path: string, request: HttpRequest) => string;

const laPaz = { lat: -16.4957, lon: -68.1335, altitude: 3640, zone: 'America/La_Paz' };
const washington = { lat: 38.9072, lon: -77.0369, zone: 'America/New_York' };
const oslo = { lat: 59.91, lon: 10.75, zone: 'Europe/Oslo' };

const twelvedata = createTwelvedata({ calendars: shipped });

const cases: readonly (readonly [DemoProvider, ...(readonly string[] | readonly [Place])])[] = [
  [coinbase, 'BTC-USD', 'ETH-USD'],
  [coingecko, 'bitcoin', 'ethereum'],
  [ecb, 'USD/JPY'],
  [frankfurter, 'USD/JPY'],
  [kraken, 'XBTUSD', 'ETHUSD'],
  [twelvedata, 'SPX', 'AAPL'],
  [twelvedata, 'AAPL'],
  [treasury, '10Y'],
  [createMetno({ expiresMs: 60_000 }), laPaz],
  [nws, washington],
  [nwsAlerts, washington],
  [metalerts, oslo],
];

/** Each provider with its usual bodies, and with that by which it says no under HTTP 200. */
export async function hostileFeeds(): Promise<readonly HostileFeed[]> {
  const world = createWorld(7);
  const value = alertSettings(warnings) ?? '';
  for (const id of ['metalerts', 'nws-alerts']) {
    const { lat, lon } = id === 'metalerts' ? oslo : washington;
    world.set(id, `${lat},${lon}`, { value, at: noon - 3_600_000 });
  }
  const feeds: HostileFeed[] = [];
  for (const [demo, ...asked] of cases) {
    const from: Served = (_key, path, request) => demoBody(demo, path, request, { world, now: noon });
    feeds.push(await recorded(demo.id, asked, `${demo.id}, ${asked.length} asked`, from));
    const { ownError } = formatTroubles[demo.id] ?? { ownError: '' };
    if (ownError.startsWith('{'))
      feeds.push(await recorded(demo.id, asked, `${demo.id}, refusing`, () => ownError));
  }
  return feeds;
}

const warnings = [
  { id: 'urn:1', event: 'Wind', headline: 'Wind all day', references: ['urn:0'] },
  { id: 'urn:2', event: 'Snow', messageType: 'Update' },
];

async function recorded(
  id: string,
  asked: readonly (string | Place)[],
  name: string,
  served: Served,
): Promise<HostileFeed> {
  const provider = providerById(id);
  if (provider === undefined) throw new Error(id);
  const bodies = new Map<string, string>();
  const asks = asked.map((what, index): Ask => {
    const item: ItemId = `${provider.kinds[0] ?? 'quote'}:${index}`;
    return typeof what === 'string' ? { id: item, symbol: what } : { id: item, symbol: 'x', place: what };
  });
  const kept: Served = (key, path, request) => {
    const body = served(key, path, request);
    bodies.set(key, body);
    return body;
  };
  const values = await read({ provider, asks }, 'values', kept);
  const lines = await read({ provider, asks }, 'lines', kept);
  return { name, provider, asks, bodies, honest: { values, lines } };
}

/** The places of all bodies, each with what the provider reads while a text stands there. */
export function placesOf(feed: HostileFeed) {
  return [...feed.bodies].flatMap(([key, body]) => {
    const places: readonly TextPlace[] = body.startsWith('<') ? xmlPlaces(body) : jsonPlaces(body);
    const what = feed.honest.values.asked.includes(key) ? 'values' : 'lines';
    return places.map((place) => ({
      ...place,
      name: `${key} ${place.name}`,
      readWith(text: string, turn: number): Promise<Reading> {
        const hostile = place.holding(text, turn);
        return read(feed, what, (asked) => (asked === key ? hostile : (feed.bodies.get(asked) ?? body)));
      },
    }));
  });
}

async function read(
  { provider, asks }: Pick<HostileFeed, 'provider' | 'asks'>,
  what: 'values' | 'lines',
  served: Served,
): Promise<Reading> {
  const asked: string[] = [];
  const { context } = fakeNetwork({});
  const http: typeof context.http = {
    async get(path, request) {
      const key = `${path} ${JSON.stringify(request.query ?? {})}`;
      asked.push(key);
      const answer = { status: 200, contentType: '', confirmedAt: noon, freshUntil: undefined } as const;
      return { ...answer, text: served(key, path, request), from: 'network' };
    },
  };
  try {
    const own = { ...context, http };
    if (what === 'values') return { asked, answers: await provider.fetch(asks, own), lines: [] };
    return { asked, answers: [], lines: (await provider.history?.(asks, own)) ?? [] };
  } catch (error) {
    return { asked, error };
  }
}
