/** CoinGecko: crypto prices averaged over exchanges, with the change over 24 hours. Knows no schedule and no store. */
import { answerOf, refused } from './body.ts';
import { parseChart } from './coingecko-chart.ts';
import { parseMarkets } from './coingecko-markets.ts';
import type { Answer, Ask, History, Provider, ProviderContext } from './provider.ts';

const minuteMs = 60_000;
const contentTypes = ['application/json'];

/**
 * Lines that are asked for at a start, one request each. Without a key CoinGecko grants five to fifteen requests a
 * minute, shared by address, of which the prices take one; a demo key has thirty. Further lines grow with their prices.
 */
const linesAtStart = { keyless: 4, withKey: 24 } as const;
/** An id that may stand in a path. */
const plainId = /^[a-z0-9][\w.-]*$/i;

export const coingecko: Provider = {
  id: 'coingecko',
  origin: 'coingecko',
  kinds: ['quote'],
  baseUrl: 'https://api.coingecko.com/api/v3',
  terms: {
    licence: 'CoinGecko API Terms of Service',
    attribution: {
      name: 'CoinGecko',
      text: 'Data provided by CoinGecko',
      href: 'https://www.coingecko.com/',
    },
    display: 'free',
    needs: 'nothing',
    source: 'https://www.coingecko.com/en/api_terms',
  },
  // A demo key's 10 000 requests a month are 322 a day; every five minutes makes 288.
  limits: { batchMax: 100, minIntervalMs: minuteMs, requestsPerDay: 300 },
  cadence: { kind: 'continuous', everyMs: 5 * minuteMs, staleAfterMs: 15 * minuteMs },
  // Its own cache and our pace together leave a price up to ten minutes behind: never claim real time for it.
  delay: 'delayed-15m',
  keyVariable: 'COINGECKO_API_KEY',
  fetch: fetchMarkets,
  async history(asks, context) {
    const lines: History[] = [];
    const { keyless, withKey } = linesAtStart;
    const named = asks.filter(({ symbol }) => plainId.test(symbol));
    for (const ask of named.slice(0, context.key === undefined ? keyless : withKey)) {
      const line = await context.attempt(historyOf(ask, context));
      if (line !== undefined) lines.push(line);
    }
    return lines;
  },
};

async function fetchMarkets(asks: readonly Ask[], context: ProviderContext): Promise<readonly Answer[]> {
  // No blank after a comma: the name behind it would be dropped without a word.
  const ids = [...new Set(asks.map(({ symbol }) => symbol))].join(',');
  const query = { vs_currency: 'usd', ids, per_page: '250', sparkline: 'false', precision: 'full' };
  const outcomes = parseMarkets(await get('/coins/markets', query, context));
  return asks.map(({ id, symbol }) =>
    answerOf(id, outcomes.get(symbol) ?? refused('not-found', 'the coin is not in the answer')),
  );
}

async function historyOf({ id, symbol }: Ask, context: ProviderContext): Promise<History> {
  const query = { vs_currency: 'usd', days: '1', precision: 'full' };
  const text = await get(`/coins/${symbol}/market_chart`, query, context);
  return { id, series: parseChart(text, context.now) };
}

/** The key travels in a header: URLs end up in logs. */
async function get(
  path: string,
  query: Readonly<Record<string, string>>,
  { http, key }: ProviderContext,
): Promise<string> {
  const headers = key === undefined ? {} : { 'x-cg-demo-api-key': key };
  return (await http.get(path, { query, headers, contentTypes })).text;
}
