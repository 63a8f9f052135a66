/** CoinGecko's `coins/markets` and `market_chart`: JSON numbers, what is unknown left out without a word. */
import { candleOver, closedAt } from '../candles.ts';
import { type Coin, coinPriceAt, coins, type Venue } from '../coins.ts';
import { hashText } from '../walks.ts';
import type { World } from '../world.ts';
import { type DemoAnswer, type DemoProvider, type DemoRequest, jsonAnswer } from './answer.ts';

const id = 'coingecko';
const average: Venue = { name: id, spread: 0.0003 };
const dayMs = 86_400_000;
const chartStepMs = 300_000;
const refreshMs = 10_000;
const maxPerPage = 250;

export const coingecko: DemoProvider = {
  id,
  expects: `a coin, one of ${coins.map((coin) => coin.id).join(', ')}`,
  symbolOf: (text) => coinOf(text)?.id,
  routes: [
    { path: '/coins/markets', answer: answerMarkets },
    { path: '/coins/:coin/market_chart', answer: answerChart },
  ],
};

function answerMarkets({ query, now }: DemoRequest, world: World): DemoAnswer {
  if (query.vs_currency === undefined) return failure(422, 'Missing parameter vs_currency');
  if (query.vs_currency !== 'usd') return failure(422, 'Invalid vs_currency');
  // A name after a blank is no name, as in the service itself.
  const asked = query.ids === undefined ? coins : query.ids.split(',', maxPerPage).map(coinOf);
  const known = [...new Set(asked.filter((coin) => coin !== undefined))];
  const at = updatedAt(world, now);
  const prices = known.map((coin) => [coin.id, JSON.stringify(priceOf(coin, world, at))]);
  const entries = known.map((coin) => entryOf(coin, world, at));
  return cached(jsonAnswer(entries, { served: Object.fromEntries(prices) }));
}

function entryOf(coin: Coin, world: World, at: number): object {
  const walked = candleOver((t) => rounded(coin, coinPriceAt(coin, average, world.seed, t)), at - dayMs, at);
  const day = closedAt(walked, priceOf(coin, world, at));
  const change = day.close - day.open;
  return {
    id: coin.id,
    symbol: coin.ticker,
    name: coin.name,
    image: `https://coins.invalid/${coin.id}.png`,
    current_price: day.close,
    market_cap: Math.round(day.close * coin.supply),
    market_cap_rank: coins.indexOf(coin) + 1,
    fully_diluted_valuation: null,
    total_volume: Math.round(day.mean * coin.pair.dayVolume),
    high_24h: day.high,
    low_24h: day.low,
    price_change_24h: change,
    price_change_percentage_24h: Number(((100 * change) / day.open).toFixed(5)),
    circulating_supply: coin.supply,
    roi: null,
    last_updated: new Date(at).toISOString(),
  };
}

function answerChart({ params, query, now }: DemoRequest, world: World): DemoAnswer {
  const coin = coinOf(params?.coin ?? '');
  if (coin === undefined) return failure(404, 'coin not found');
  if (query.vs_currency !== 'usd') return failure(422, 'Missing parameter vs_currency');
  // Only the length of which the steps are five minutes.
  if (query.days !== '1') return failure(422, 'Invalid days');
  const at = updatedAt(world, now);
  const first = Math.ceil((at - dayMs) / chartStepMs) * chartStepMs;
  const times = Array.from({ length: dayMs / chartStepMs }, (_, n) => first + n * chartStepMs);
  const walked = times.map((t) => [t, rounded(coin, coinPriceAt(coin, average, world.seed, t))] as const);
  const prices = [...walked.filter(([t]) => t < at), [at, priceOf(coin, world, at)] as const];
  const market_caps = prices.map(([t, price]) => [t, price * coin.supply]);
  return cached(jsonAnswer({ prices, market_caps, total_volumes: [] }));
}

// The time of all its prices; it never goes back, whenever a value is set or cleared.
function updatedAt(world: World, now: number): number {
  return Math.max(Math.floor(now / refreshMs) * refreshMs, Math.min(now, world.changedAt(id)));
}

function priceOf(coin: Coin, world: World, at: number): number {
  const set = world.override(id, coin.id);
  return set === undefined ? rounded(coin, coinPriceAt(coin, average, world.seed, at)) : Number(set.value);
}

// An average has more decimals than any market's own price.
function rounded({ decimals }: Coin, price: number): number {
  return Number(price.toFixed(decimals + 3));
}

function coinOf(name: string): Coin | undefined {
  return coins.find((coin) => coin.id === name);
}

function failure(status: number, error: string): DemoAnswer {
  return jsonAnswer({ error }, { status });
}

// The service says 30 s; whoever sets a value by hand should not wait for that.
function cached(answer: DemoAnswer): DemoAnswer {
  const headers = { 'cache-control': 'public, max-age=5', etag: `W/"${hashText(answer.body).toString(16)}"` };
  return { ...answer, headers: { ...answer.headers, ...headers } };
}
