/** Frankfurter: the ECB's euro reference rates as JSON, by another road than the ECB's own. Knows no schedule and no store. */

import { UpstreamError } from '../system/upstream-error.ts';
import { addDays } from '../system/zone.ts';
import { answerOf } from './body.ts';
import { fixingCadence, fixingDayAt, fixingOutcome, pairOf } from './fixing-quotes.ts';
import type { Fixing } from './fixings.ts';
import { parseRates } from './frankfurter-rates.ts';
import type { Ask, Provider, ProviderContext } from './provider.ts';

const minuteMs = 60_000;
/** As far back as the ECB's own shorter file. */
const daysBack = 90;

export const frankfurter: Provider = {
  id: 'frankfurter',
  // It passes on what the ECB publishes, and so confirms nothing of it.
  origin: 'ecb',
  kinds: ['quote'],
  baseUrl: 'https://api.frankfurter.dev',
  terms: {
    licence: 'Free reuse with the source named (ESCB statistics), by way of Frankfurter',
    attribution: {
      name: 'ECB',
      text: 'ECB euro reference rates, by way of Frankfurter',
      href: 'https://frankfurter.dev/',
    },
    display: 'free',
    needs: 'nothing',
    source: 'https://frankfurter.dev/',
  },
  // One answer holds all currencies.
  limits: { batchMax: 100, minIntervalMs: minuteMs },
  cadence: fixingCadence,
  delay: 'fixing',
  async fetch(asks, context) {
    const fixings = await fetchFixings(currenciesOf(asks), context);
    const [newest] = fixings;
    if (newest === undefined) throw new UpstreamError('empty', 'no fixing in the answer');
    return asks.map(({ id, symbol }) => answerOf(id, fixingOutcome(symbol, newest, fixings)));
  },
};

async function fetchFixings(
  symbols: readonly string[],
  { http, now }: ProviderContext,
): Promise<readonly Fixing[]> {
  const today = fixingDayAt(now);
  const { text } = await http.get(`/v1/${addDays(today, -daysBack)}..${today}`, {
    query: { base: 'EUR', symbols: symbols.join(',') },
    contentTypes: ['application/json'],
    // It calls an answer fresh for a day, by which the fixing of the afternoon would be seen the next morning.
    freshForMs: 5 * minuteMs,
  });
  const fixings = parseRates(text);
  if (fixings.some(({ base }) => base !== 'EUR'))
    throw new UpstreamError('shape', 'the rates are of another base');
  return fixings;
}

/** Without the euro, which is the base; those that Frankfurter does not know it leaves out. */
function currenciesOf(asks: readonly Ask[]): readonly string[] {
  const pairs = asks.flatMap(({ symbol }) => pairOf(symbol) ?? []);
  const codes = new Set(pairs.flatMap(({ base, quote }) => [base, quote]));
  codes.delete('EUR');
  return [...codes].sort();
}
