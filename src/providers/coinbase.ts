/** Coinbase Exchange's public market data: one product for each request, against 24 hours ago. Knows no schedule and no store. */
import { UpstreamError } from '../system/upstream-error.ts';
import { answerOf, type Outcome, refused } from './body.ts';
import { candleSeconds, parseCandles } from './coinbase-candles.ts';
import { parseStats, parseTicker, productObservation } from './coinbase-product.ts';
import type { Answer, Ask, History, Provider, ProviderContext } from './provider.ts';

const secondMs = 1000;
const dayMs = 86_400_000;
const contentTypes = ['application/json'];

export const coinbase: Provider = {
  id: 'coinbase',
  origin: 'coinbase',
  kinds: ['quote'],
  baseUrl: 'https://api.exchange.coinbase.com',
  terms: {
    licence: 'Coinbase Market Data Terms of Use',
    attribution: { name: 'Coinbase', text: 'Prices from Coinbase', href: 'https://www.coinbase.com/' },
    display: 'accept',
    needs: 'nothing',
    source: 'https://www.coinbase.com/legal/market_data',
  },
  // Two requests for each product, one after the other: with ten a second allowed, and others behind one address.
  limits: { batchMax: 10, minIntervalMs: 5 * secondMs },
  cadence: { kind: 'continuous', everyMs: 15 * secondMs, staleAfterMs: 120 * secondMs },
  delay: 'realtime',
  fetch: fetchProducts,
  async history(asks, context) {
    const lines: History[] = [];
    for (const ask of asks.filter(isProduct)) {
      const line = await context.attempt(historyOf(ask, context));
      if (line !== undefined) lines.push(line);
    }
    return lines;
  },
};

/** One product that fails does not lose the others; where none has a price, the first one's trouble is the request's. */
async function fetchProducts(asks: readonly Ask[], context: ProviderContext): Promise<readonly Answer[]> {
  const works: Promise<Outcome>[] = [];
  for (const ask of asks) {
    const work = productOf(ask, context);
    works.push(work);
    await context.attempt(work);
  }
  const results = await Promise.allSettled(works);
  const outcomes = results.map((result) =>
    result.status === 'fulfilled' ? result.value : alone(result.reason),
  );
  // An unknown product is no trouble but an answer to what was asked.
  const trouble = outcomes.findIndex((outcome) => !outcome.ok && outcome.refusal.kind !== 'not-found');
  if (outcomes.every(({ ok }) => !ok)) await works[trouble];
  return asks.map(({ id }, index) => answerOf(id, outcomes[index] ?? refused('empty', 'not asked for')));
}

function alone(reason: unknown): Outcome {
  return refused(
    reason instanceof UpstreamError ? reason.kind : 'shape',
    'the request for the product failed',
  );
}

async function productOf(ask: Ask, context: ProviderContext): Promise<Outcome> {
  if (!isProduct(ask)) return refused('not-found', 'not a product such as BTC-USD');
  const ticker = parseTicker(await get(ask, 'ticker', {}, context));
  // A price without its change is worth showing.
  const stats = await context.attempt(get(ask, 'stats', {}, context).then(parseStats));
  return { ok: true, observation: productObservation(ticker, stats?.open) };
}

async function historyOf(ask: Ask, context: ProviderContext): Promise<History> {
  const query = {
    granularity: String(candleSeconds),
    start: new Date(context.now - dayMs).toISOString(),
    end: new Date(context.now).toISOString(),
  };
  return { id: ask.id, series: parseCandles(await get(ask, 'candles', query, context), context.now) };
}

function isProduct({ symbol }: Ask): boolean {
  return /^[A-Z0-9]{2,16}-[A-Z0-9]{2,16}$/.test(symbol);
}

async function get(
  { symbol }: Ask,
  what: 'ticker' | 'stats' | 'candles',
  query: Readonly<Record<string, string>>,
  { http }: ProviderContext,
): Promise<string> {
  return (await http.get(`/products/${symbol}/${what}`, { query, contentTypes })).text;
}
