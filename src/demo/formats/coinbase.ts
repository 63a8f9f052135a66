/** Coinbase Exchange's public REST answers, one product each: ticker, stats, and candles that begin with the newest. */
import { candleOver, closedAt, volumeOver } from '../candles.ts';
import { type Coin, coinPriceAt, coins, type Venue } from '../coins.ts';
import { hashText } from '../walks.ts';
import type { World } from '../world.ts';
import { type DemoAnswer, type DemoProvider, type DemoRequest, jsonAnswer } from './answer.ts';

const id = 'coinbase';
const exchange: Venue = { name: id, spread: 0.0001 };
const dayMs = 86_400_000;
// https://docs.cdp.coinbase.com/api-reference/exchange-api/rest-api/products/get-product-candles: seconds, and at most 300.
const granularities: ReadonlySet<number> = new Set([60, 300, 900, 3600, 21_600, 86_400]);
const maxCandles = 300;
const headers = { 'cache-control': 'public, max-age=1' };

export const coinbase: DemoProvider = {
  id,
  expects: `a product, one of ${coins.map(productId).join(', ')}`,
  symbolOf: (text) => coins.map(productId).find((product) => product === text.toUpperCase()),
  routes: [
    { path: '/products/:product/ticker', answer: perProduct(answerTicker) },
    { path: '/products/:product/stats', answer: perProduct(answerStats) },
    { path: '/products/:product/candles', answer: perProduct(answerCandles) },
  ],
};

type Answering = (coin: Coin, request: DemoRequest, world: World) => DemoAnswer;

function perProduct(answer: Answering): (request: DemoRequest, world: World) => DemoAnswer {
  return (request, world) => {
    const name = (request.params?.product ?? '').toUpperCase();
    const coin = coins.find((each) => productId(each) === name);
    return coin === undefined ? failure(404, 'NotFound') : answer(coin, request, world);
  };
}

function answerTicker(coin: Coin, { now }: DemoRequest, world: World): DemoAnswer {
  const at = tradedAt(coin, world, now);
  const [price, step] = [lastPrice(coin, world, at), 10 ** -coin.decimals];
  const text = (value: number) => value.toFixed(coin.decimals);
  const body = {
    ask: text(price + step),
    bid: text(price),
    volume: coin.pair.dayVolume.toFixed(8),
    trade_id: Math.floor(at / 1000),
    price: text(price),
    size: (1 / (1 + (hashText(`${coin.id}/${at}`) % 900))).toFixed(8),
    time: new Date(at).toISOString().replace('Z', '000Z'),
  };
  return jsonAnswer(body, { headers, served: { [productId(coin)]: body.price } });
}

function answerStats(coin: Coin, { now }: DemoRequest, world: World): DemoAnswer {
  const at = tradedAt(coin, world, now);
  const day = closedAt(candleOver(priceOver(coin, world), at - dayMs, at), lastPrice(coin, world, at));
  const [open, high, low, last] = [day.open, day.high, day.low, day.close].map((price) =>
    price.toFixed(coin.decimals),
  );
  const volume = coin.pair.dayVolume.toFixed(8);
  const volume_30day = (30 * coin.pair.dayVolume).toFixed(8);
  return jsonAnswer({ open, high, low, last, volume, volume_30day }, { headers });
}

function answerCandles(coin: Coin, { query, now }: DemoRequest, world: World): DemoAnswer {
  const seconds = Number(query.granularity ?? '60');
  if (!granularities.has(seconds)) return failure(400, 'Unsupported granularity');
  const stepMs = seconds * 1000;
  const end = Math.min(timeOf(query.end) ?? now, now);
  const start = timeOf(query.start) ?? end - maxCandles * stepMs;
  if ((end - start) / stepMs > maxCandles) return failure(400, 'granularity too small for the range');
  const rows: number[][] = [];
  for (let at = Math.floor(end / stepMs) * stepMs; at >= start; at -= stepMs) {
    rows.push(candleRow(coin, world, at, { stepMs, now }));
  }
  return jsonAnswer(rows, { headers });
}

function candleRow(
  coin: Coin,
  world: World,
  start: number,
  { stepMs, now }: { readonly stepMs: number; readonly now: number },
): number[] {
  const end = Math.min(start + stepMs, now);
  const walked = candleOver(priceOver(coin, world), start, end);
  const candle = end === now ? closedAt(walked, lastPrice(coin, world, tradedAt(coin, world, now))) : walked;
  const volume = volumeOver(coin.pair.dayVolume, end - start, dayMs, hashText(`${coin.id}/${start}`));
  return [start / 1000, candle.low, candle.high, candle.open, candle.close, Number(volume.toFixed(8))];
}

// When the last trade was; it never goes back, whenever a price is set or cleared.
function tradedAt({ pair }: Coin, world: World, now: number): number {
  return Math.max(Math.floor(now / pair.tickMs) * pair.tickMs, Math.min(now, world.changedAt(id)));
}

function lastPrice(coin: Coin, world: World, at: number): number {
  const set = world.override(id, productId(coin));
  return set === undefined ? priceOver(coin, world)(at) : Number(set.value);
}

function priceOver(coin: Coin, { seed }: World): (t: number) => number {
  return (t) => Number(coinPriceAt(coin, exchange, seed, t).toFixed(coin.decimals));
}

// Either form that the service takes: ISO 8601, or Unix seconds.
function timeOf(text = ''): number | undefined {
  const at = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text);
  return Number.isNaN(at) ? undefined : at;
}

function productId({ ticker }: Coin): string {
  return `${ticker.toUpperCase()}-USD`;
}

function failure(status: number, message: string): DemoAnswer {
  return jsonAnswer({ message }, { status });
}
