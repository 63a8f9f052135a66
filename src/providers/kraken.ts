/** Kraken's public market data: crypto pairs against the open of the UTC day. Knows no schedule and no store. */
import type { UpstreamError } from '../system/upstream-error.ts';
import { answerOf, refused } from './body.ts';
import { candleMinutes, parseCandles, utcMidnight } from './kraken-candles.ts';
import { entryOf, krakenAnswer, tickerOutcome } from './kraken-ticker.ts';
import type { Answer, Ask, History, Provider, ProviderContext } from './provider.ts';

const secondMs = 1000;
const contentTypes = ['application/json'];

export const kraken: Provider = {
  id: 'kraken',
  origin: 'kraken',
  kinds: ['quote'],
  baseUrl: 'https://api.kraken.com',
  terms: {
    licence: 'Kraken Terms of Service',
    attribution: { name: 'Kraken', text: 'Prices from Kraken', href: 'https://www.kraken.com/' },
    display: 'accept',
    needs: 'nothing',
    source: 'https://www.kraken.com/legal',
  },
  // Public calls are counted by address, at about one a second.
  limits: { batchMax: 20, minIntervalMs: 5 * secondMs },
  cadence: { kind: 'continuous', everyMs: 15 * secondMs, staleAfterMs: 120 * secondMs },
  delay: 'realtime',
  fetch: fetchTickers,
  async history(asks, context) {
    const lines: History[] = [];
    // One after the other, for the sake of the limit; one that fails must not lose the others.
    for (const ask of asks) {
      const line = await context.attempt(historyOf(ask, context));
      if (line !== undefined) lines.push(line);
    }
    return lines;
  },
};

/** The answer names no time, so the moment at which Kraken gave it stands for the price's. */
async function fetchTickers(asks: readonly Ask[], context: ProviderContext): Promise<readonly Answer[]> {
  const pair = asks.map(({ symbol }) => symbol).join(',');
  const { text, confirmedAt } = await context.http.get('/0/public/Ticker', { query: { pair }, contentTypes });
  const answer = krakenAnswer(text);
  if (answer.kind === 'error') return withoutUnknown(asks, answer.error, context);
  return asks.map(({ id, symbol }) =>
    answerOf(id, tickerOutcome(entryOf(answer.result, symbol), confirmedAt)),
  );
}

/** One unknown pair spoils the answer to the whole batch: halves tell which one it is, and keep the other tiles. */
async function withoutUnknown(
  asks: readonly Ask[],
  error: UpstreamError,
  context: ProviderContext,
): Promise<readonly Answer[]> {
  if (error.kind !== 'not-found') throw error;
  if (asks.length === 1) return asks.map(({ id }) => answerOf(id, refused('not-found', 'unknown pair')));
  const middle = Math.ceil(asks.length / 2);
  const first = await fetchTickers(asks.slice(0, middle), context);
  return [...first, ...(await fetchTickers(asks.slice(middle), context))];
}

async function historyOf({ id, symbol }: Ask, { http, now }: ProviderContext): Promise<History> {
  // `since` leaves out the candle that it names, so it names the last one of the day before.
  const since = utcMidnight(now) / secondMs - candleMinutes * 60;
  const { text } = await http.get('/0/public/OHLC', {
    query: { pair: symbol, interval: String(candleMinutes), since: String(since) },
    contentTypes,
  });
  return { id, series: parseCandles(text, symbol, now) };
}
