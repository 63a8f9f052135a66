/** Twelve Data: indices, shares, commodities and currencies, with a key. Knows no schedule and no store. */
import { UpstreamError } from '../system/upstream-error.ts';
import { answerOf, refused } from './body.ts';
import type { Ask, History, Provider, ProviderContext } from './provider.ts';
import { parseQuotes } from './twelvedata-quote.ts';
import { barMinutes, parseSeries } from './twelvedata-series.ts';

const minuteMs = 60_000;
const batchMax = 12;
const maxBars = 48;

export const twelvedata: Provider = {
  id: 'twelvedata',
  origin: 'twelvedata',
  kinds: ['quote'],
  baseUrl: 'https://api.twelvedata.com',
  terms: {
    licence: 'Twelve Data Terms of Service, a plan with display rights',
    attribution: {
      name: 'Twelve Data',
      text: 'Data provided by Twelve Data',
      href: 'https://twelvedata.com',
    },
    display: 'plan',
    needs: 'key',
    source: 'https://twelvedata.com/terms',
  },
  // A credit for each symbol; credits come back every minute.
  limits: { batchMax, minIntervalMs: minuteMs / 4, costPerItem: 1 },
  cadence: { kind: 'continuous', everyMs: minuteMs, staleAfterMs: 20 * minuteMs },
  // Which exchanges are in real time depends on the plan; never claim more than every plan gives.
  delay: 'delayed-15m',
  keyVariable: 'TWELVEDATA_API_KEY',
  async fetch(asks, context) {
    const symbols = symbolsOf(asks);
    const outcomes = parseQuotes(await get('/quote', symbols, {}, context), symbols);
    return asks.map(({ id, symbol }) =>
      answerOf(id, outcomes.get(symbol) ?? refused('not-found', 'the symbol is not in the answer')),
    );
  },
  async history(asks, context) {
    const lines: History[] = [];
    for (let start = 0; start < asks.length; start += batchMax) {
      const batch = asks.slice(start, start + batchMax);
      lines.push(...((await context.attempt(historyOf(batch, context))) ?? []));
    }
    return lines;
  },
};

async function historyOf(asks: readonly Ask[], context: ProviderContext): Promise<readonly History[]> {
  const query = {
    interval: `${barMinutes}min`,
    timezone: 'UTC',
    outputsize: String(maxBars),
    order: 'ASC',
  };
  const symbols = symbolsOf(asks);
  const lines = parseSeries(await get('/time_series', symbols, query, context), symbols, context.now);
  return asks.flatMap(({ id, symbol }) => {
    const series = lines.get(symbol);
    return series ? [{ id, series }] : [];
  });
}

/** Each once: the answer's shape depends on how many different ones were asked. */
function symbolsOf(asks: readonly Ask[]): readonly string[] {
  return [...new Set(asks.map(({ symbol }) => symbol))];
}

/** The key travels in a header: URLs end up in logs. */
async function get(
  path: string,
  symbols: readonly string[],
  query: Readonly<Record<string, string>>,
  { http, key }: ProviderContext,
): Promise<string> {
  if (key === undefined) throw new UpstreamError('rejected', 'no key is configured');
  const { text } = await http.get(path, {
    query: { symbol: symbols.join(','), ...query },
    headers: { Authorization: `apikey ${key}` },
    contentTypes: ['application/json'],
  });
  return text;
}
