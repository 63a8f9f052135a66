/** Twelve Data's REST answers: an object for one symbol, a map for several, errors of its own shape, a key needed. */
import type { MarketHours } from '../../system/market-hours.ts';
import { type TradedListing, tradedListings } from '../listings.ts';
import type { World } from '../world.ts';
import { type DemoAnswer, type DemoProvider, type DemoRequest, jsonAnswer, listOf } from './answer.ts';
import { quoteOf } from './twelvedata-quote.ts';
import { intervals, seriesOf } from './twelvedata-series.ts';

const id = 'twelvedata';
const minuteMs = 60_000;
const plan = { perMinute: 610, perDay: 100_000 };

export interface TwelvedataOptions {
  /** When its exchanges trade, by the calendar's id. */
  readonly calendars: ReadonlyMap<string, MarketHours>;
}

type Listings = ReadonlyMap<string, TradedListing>;

/** Throws an Error where the calendar of a listing is missing. */
export function createTwelvedata({ calendars }: TwelvedataOptions): DemoProvider {
  const listings: Listings = new Map(tradedListings(calendars).map((listing) => [listing.symbol, listing]));
  return {
    id,
    expects: `a symbol, one of ${[...listings.keys()].join(', ')}`,
    symbolOf: (text) => listings.get(text)?.symbol,
    routes: [
      { path: '/quote', answer: withKey((request, world) => answerQuote(listings, request, world)) },
      { path: '/time_series', answer: withKey((request, world) => answerSeries(listings, request, world)) },
      { path: '/api_usage', answer: withKey(answerUsage) },
    ],
  };
}

type Answering = (request: DemoRequest, world: World) => DemoAnswer;

// The demo has no keys to check: any is taken, none is refused.
function withKey(answer: Answering): Answering {
  return (request, world) => {
    const key = /^apikey\s+(\S+)$/i.exec(request.authorization)?.[1] ?? request.query.apikey ?? '';
    return key === '' ? jsonAnswer(errorBody(401, missingKey), { status: 401 }) : answer(request, world);
  };
}

function answerQuote(listings: Listings, request: DemoRequest, world: World): DemoAnswer {
  const served: Record<string, string> = {};
  const body = perSymbol(listings, request, (listing) => {
    const quote = quoteOf(listing, world.override(id, listing.symbol), world.seed, request.now);
    served[listing.symbol] = quote.close;
    return quote;
  });
  return jsonAnswer(body, { headers: creditHeaders(request), served });
}

function answerSeries(listings: Listings, request: DemoRequest, world: World): DemoAnswer {
  const { interval = '' } = request.query;
  if (!intervals.has(interval)) {
    const text = `**interval** is not one of ${[...intervals.keys()].join(', ')}`;
    return jsonAnswer(errorBody(400, text, { symbol: request.query.symbol ?? '', interval, exchange: '' }));
  }
  const body = perSymbol(listings, request, (listing) =>
    seriesOf(listing, world.override(id, listing.symbol), world.seed, request),
  );
  return jsonAnswer(body, { headers: creditHeaders(request) });
}

function answerUsage(request: DemoRequest): DemoAnswer {
  const { now } = request;
  return jsonAnswer({
    timestamp: new Date(now).toISOString().slice(0, 19).replace('T', ' '),
    current_usage: creditsSince(request, Math.floor(now / minuteMs) * minuteMs),
    plan_limit: plan.perMinute,
    daily_usage: creditsSince(request, Math.floor(now / 86_400_000) * 86_400_000),
    plan_daily_limit: plan.perDay,
  });
}

// One symbol that is unknown has its own error object beside the good ones.
function perSymbol(
  listings: Listings,
  { query }: DemoRequest,
  body: (listing: TradedListing) => object,
): object {
  const symbols = listOf(query.symbol);
  if (symbols.length === 0) return errorBody(400, '**symbol** is missing');
  const bodies = symbols.map((symbol) => {
    const listing = listings.get(symbol);
    return listing === undefined ? unknownSymbol(symbol) : body(listing);
  });
  return symbols.length === 1
    ? (bodies[0] ?? {})
    : Object.fromEntries(symbols.map((symbol, at) => [symbol, bodies[at]]));
}

function creditHeaders(request: DemoRequest): Record<string, string> {
  const before = creditsSince(request, Math.floor(request.now / minuteMs) * minuteMs);
  const used = before + listOf(request.query.symbol).length;
  return { 'api-credits-used': String(used), 'api-credits-left': String(Math.max(0, plan.perMinute - used)) };
}

// A credit for each symbol asked; counted from the log, which holds enough for the minute but not for a busy day.
function creditsSince({ recent }: DemoRequest, since: number): number {
  const asked = recent.filter(({ at, status }) => at >= since && status === 200);
  return asked.reduce((sum, { query }) => sum + listOf(query.symbol).length, 0);
}

const missingKey =
  '**apikey** parameter is incorrect or not specified. The demo takes any key, but wants one.';

function unknownSymbol(symbol: string): object {
  return errorBody(404, `**symbol** ${symbol} is not known`, { symbol, interval: '', exchange: '' });
}

function errorBody(code: number, message: string, meta?: Readonly<Record<string, string>>): object {
  return { code, message, status: 'error', ...(meta === undefined ? {} : { meta }) };
}
