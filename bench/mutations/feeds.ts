/** Each provider of the registry with good bodies in its own format, and with what a worker holds that read them a minute before. */
import { shippedCalendars } from '../../src/config/load.ts';
import { alertSettings } from '../../src/demo/alerts.ts';
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
import type { ItemClass } from '../../src/protocol/meta.ts';
import { providers } from '../../src/providers/index.ts';
import type { Place } from '../../src/providers/provider.ts';
import type { HeldItem } from '../../src/store/store.ts';
import type { HttpRequest } from '../../src/system/http.ts';
import { sortAnswers } from '../../src/worker/feed-answers.ts';
import type { FeedItem, FeedPlan } from '../../src/worker/plan.ts';
import { goodBody } from './good-body.ts';
import { servedContext } from './served-context.ts';

/** A Monday on which New York trades and Frankfurt has published. */
export const now = Date.UTC(2026, 10, 23, 16, 40, 30);
const lastPollMs = 60_000;

export interface MutationFeed {
  readonly name: string;
  readonly plan: FeedPlan;
  /** What a worker holds of the last poll, by item. */
  readonly held: ReadonlyMap<ItemId, HeldItem>;
  /** What is asked for while nothing is wrong, and its good body; by path and query. */
  readonly bodies: ReadonlyMap<string, string>;
  /** The good body of anything that may be asked for. */
  serve(key: string, path: string, request: HttpRequest): string;
}

const laPaz = { lat: -16.4957, lon: -68.1335, altitude: 3640, zone: 'America/La_Paz' };
const washington = { lat: 38.9072, lon: -77.0369, zone: 'America/New_York' };
const oslo = { lat: 59.91, lon: 10.75, zone: 'Europe/Oslo' };

const twelvedata = createTwelvedata({ calendars: await shippedCalendars() });

type Case = readonly [DemoProvider, ItemClass, ...(readonly string[] | readonly [Place])];

const cases: readonly Case[] = [
  [coinbase, 'crypto', 'BTC-USD', 'ETH-USD'],
  [coingecko, 'crypto', 'bitcoin', 'ethereum'],
  [ecb, 'fx', 'EUR/USD', 'USD/JPY', 'GBP/EUR'],
  [frankfurter, 'fx', 'EUR/USD', 'USD/JPY', 'GBP/EUR'],
  [kraken, 'crypto', 'XBTUSD', 'ETHUSD'],
  [metalerts, 'alerts', oslo],
  [createMetno({ expiresMs: 60_000 }), 'weather', laPaz],
  [nws, 'weather', washington],
  [nwsAlerts, 'alerts', washington],
  [treasury, 'yield', '2Y', '10Y'],
  [twelvedata, 'share', 'AAPL', 'MSFT'],
  [twelvedata, 'share', 'AAPL'],
];

/** At least one for every provider of the registry; throws an Error where one has none. */
export async function mutationFeeds(): Promise<readonly MutationFeed[]> {
  const feeds = await Promise.all(cases.map(feedOf));
  const without = providers.filter(({ id }) => feeds.every(({ plan }) => plan.provider.id !== id));
  if (without.length > 0) throw new Error(`no bodies for ${without.map(({ id }) => id).join(', ')}`);
  return feeds;
}

async function feedOf([demo, cls, ...asked]: Case): Promise<MutationFeed> {
  const plan = planOf(demo.id, cls, asked);
  const world = warningWorld();
  const serveAt = (at: number) => (_key: string, path: string, request: HttpRequest) =>
    goodBody(demo, path, request, { world, now: at });
  const before = await plan.provider.fetch(
    plan.items,
    servedContext(now - lastPollMs, serveAt(now - lastPollMs)),
  );
  const { offers } = sortAnswers(plan, before, () => undefined, now - lastPollMs);
  const held = new Map(
    offers.map(({ draft, detail }) => [
      draft.id,
      { reading: { ...draft, e: 1, s: 1 }, ...(detail && { detail }) },
    ]),
  );
  const cache = new Map<string, string>();
  const serve: MutationFeed['serve'] = (key, path, request) => {
    const body = cache.get(key) ?? serveAt(now)(key, path, request);
    cache.set(key, body);
    return body;
  };
  await plan.provider.fetch(plan.items, servedContext(now, serve));
  return { name: `${demo.id} ${asked.length}`, plan, held, bodies: new Map(cache), serve };
}

function planOf(id: string, cls: ItemClass, asked: readonly (string | Place)[]): FeedPlan {
  const provider = providers.find((each) => each.id === id);
  if (provider === undefined) throw new Error(`${id} is not in the registry`);
  const items = asked.map((what, index): FeedItem => {
    const own = typeof what === 'string' ? { symbol: what } : { symbol: 'place', place: what };
    return { id: `${provider.kinds[0] ?? 'quote'}:${index}`, cls, tier: 'primary', rank: 0, ...own };
  });
  return { id, provider, items, cadence: provider.cadence };
}

/** With warnings that came an hour ago, of which one takes the place of an older one. */
function warningWorld() {
  const world = createWorld(7);
  const warnings = [
    { id: 'urn:1', event: 'Wind', headline: 'Wind all day', references: ['urn:0'], messageType: 'Update' },
    { id: 'urn:2', event: 'Snow', severity: 'Extreme' },
  ];
  const value = alertSettings(warnings) ?? '';
  for (const [id, { lat, lon }] of [
    ['metalerts', oslo],
    ['nws-alerts', washington],
  ] as const) {
    world.set(id, `${lat},${lon}`, { value, at: now - 3_600_000 });
  }
  return world;
}
