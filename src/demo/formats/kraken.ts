/** Kraken's public REST answers: Ticker and OHLC, keyed by its own pair names, with errors under HTTP 200. */
import { type Candle, candleOver, closedAt, volumeOver } from '../candles.ts';
import { type CryptoPair, cryptoPairs } from '../crypto-pairs.ts';
import { hashText, priceAt } from '../walks.ts';
import type { World } from '../world.ts';
import { type DemoAnswer, type DemoProvider, type DemoRequest, jsonAnswer, listOf } from './answer.ts';

const id = 'kraken';
const minuteMs = 60_000;
const dayMs = 86_400_000;
// https://docs.kraken.com/api/docs/rest-api/get-ohlc-data: these lengths in minutes, and 720 entries at the most.
const intervals: ReadonlySet<number> = new Set([1, 5, 15, 30, 60, 240, 1440]);
const maxCandles = 720;
const headers = { 'cache-control': 'public,max-age=1,smaxage=1' };

export const kraken: DemoProvider = {
  id,
  expects: `a pair, one of ${cryptoPairs.map(({ symbol }) => symbol).join(', ')}`,
  symbolOf: (text) => pairOf(text)?.symbol,
  routes: [
    { path: '/0/public/Ticker', answer: answerTicker },
    { path: '/0/public/OHLC', answer: answerCandles },
  ],
};

function answerTicker({ query, now }: DemoRequest, world: World): DemoAnswer {
  const asked = query.pair === undefined ? cryptoPairs : listOf(query.pair).map(pairOf);
  const pairs = asked.filter((pair) => pair !== undefined);
  if (pairs.length === 0 || pairs.length < asked.length) return failure('EQuery:Unknown asset pair');
  const result = Object.fromEntries(pairs.map((pair) => [pair.key, tickerOf(pair, world, now)]));
  const served = Object.fromEntries(pairs.map((pair) => [pair.symbol, lastPrice(pair, world, now)]));
  return jsonAnswer({ error: [], result }, { headers, served });
}

function tickerOf(pair: CryptoPair, world: World, now: number): object {
  const dayStart = Math.floor(now / dayMs) * dayMs;
  const [today, rolling] = [dayStart, now - dayMs].map((from) => candleOf(pair, world, from, now));
  const spread = 10 ** -pair.decimals;
  const text = (value: number | undefined) => (value ?? 0).toFixed(pair.printed);
  const last = today?.close ?? 0;
  const volumes = [(pair.dayVolume * (now - dayStart)) / dayMs, pair.dayVolume];
  const lots = 1 + (hashText(`${pair.symbol}/${now}`) % 9);
  return {
    a: [text(last + spread), String(lots), lots.toFixed(3)],
    b: [text(last - spread), '1', '1.000'],
    c: [text(last), (lots / 100).toFixed(8)],
    v: volumes.map((volume) => volume.toFixed(8)),
    p: [text(today?.mean), text(rolling?.mean)],
    t: [Math.floor((38_000 * (now - dayStart)) / dayMs), 38_000],
    l: [text(today?.low), text(rolling?.low)],
    h: [text(today?.high), text(rolling?.high)],
    o: text(today?.open),
  };
}

function answerCandles({ query, now }: DemoRequest, world: World): DemoAnswer {
  const pair = pairOf(query.pair ?? '');
  const minutes = Number(query.interval ?? '1');
  if (pair === undefined) return failure('EQuery:Unknown asset pair');
  if (!intervals.has(minutes)) return failure('EGeneral:Invalid arguments');
  const stepMs = minutes * minuteMs;
  const newest = Math.floor(now / stepMs) * stepMs;
  const starts = startsSince(Number(query.since ?? '0') * 1000, newest, stepMs);
  const rows = starts.map((start) => candleRow(pair, world, start, Math.min(start + stepMs, now), stepMs));
  // The last candle is still under way; `last` names the one before it, from which a client may go on.
  return jsonAnswer({ error: [], result: { [pair.key]: rows, last: (newest - stepMs) / 1000 } }, { headers });
}

// `since` is exclusive, and the candle under way comes whatever it says.
function startsSince(since: number, newest: number, stepMs: number): readonly number[] {
  const starts = [newest];
  for (let at = newest - stepMs; at > since && starts.length < maxCandles; at -= stepMs) starts.unshift(at);
  return starts;
}

function candleRow(pair: CryptoPair, world: World, start: number, end: number, stepMs: number): unknown[] {
  const isUnderWay = end < start + stepMs;
  const candle = isUnderWay
    ? candleOf(pair, world, start, end)
    : candleOver((t) => priceAt(pair, world.seed, t), start, end);
  const prices = [candle.open, candle.high, candle.low, candle.close, candle.mean];
  const hashed = hashText(`${pair.symbol}/${start}`);
  const volume = volumeOver(pair.dayVolume, end - start, dayMs, hashed).toFixed(8);
  return [start / 1000, ...prices.map((price) => price.toFixed(pair.printed)), volume, 40 + (hashed % 900)];
}

// A span up to now, whose close is the value set by hand where there is one.
function candleOf(pair: CryptoPair, world: World, from: number, now: number): Candle {
  const candle = candleOver((t) => priceAt(pair, world.seed, t), from, now);
  const set = world.override(id, pair.symbol);
  return set === undefined ? candle : closedAt(candle, Number(set.value));
}

function lastPrice(pair: CryptoPair, world: World, now: number): string {
  const set = world.override(id, pair.symbol);
  const price = set === undefined ? priceAt(pair, world.seed, now) : Number(set.value);
  return price.toFixed(pair.printed);
}

function pairOf(name: string): CryptoPair | undefined {
  return cryptoPairs.find(({ symbol, key }) => symbol === name || key === name);
}

function failure(text: string): DemoAnswer {
  return jsonAnswer({ error: [text] }, { headers });
}
