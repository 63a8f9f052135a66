/** The ECB's euro reference rates: one fixing a business day, and any pair out of it. Knows no schedule and no store. */

import { UpstreamError } from '../system/upstream-error.ts';
import { answerOf } from './body.ts';
import { parseFixings } from './ecb-fixings.ts';
import { fixingCadence, fixingOutcome } from './fixing-quotes.ts';
import type { Fixing } from './fixings.ts';
import type { Answer, Ask, Provider, ProviderContext } from './provider.ts';

const minuteMs = 60_000;

export const ecb: Provider = {
  id: 'ecb',
  origin: 'ecb',
  kinds: ['quote'],
  baseUrl: 'https://www.ecb.europa.eu',
  terms: {
    licence: 'Free reuse with the source named (ESCB statistics)',
    attribution: {
      name: 'ECB',
      text: 'ECB euro reference rates',
      href: 'https://www.ecb.europa.eu/stats/policy_and_exchange_rates/euro_reference_exchange_rates/html/index.en.html',
    },
    display: 'free',
    needs: 'nothing',
    source: 'https://www.ecb.europa.eu/services/using-our-site/disclaimer/html/index.en.html',
  },
  // One file holds all currencies.
  limits: { batchMax: 100, minIntervalMs: minuteMs },
  cadence: fixingCadence,
  delay: 'fixing',
  async fetch(asks, context) {
    const [newest] = await fetchFixings('eurofxref-daily', context);
    if (newest === undefined) throw new UpstreamError('empty', 'no fixing in the daily file');
    // A rate without its change is worth showing.
    const past = (await context.attempt(fetchFixings('eurofxref-hist-90d', context))) ?? [];
    return asks.map((ask) => answer(ask, newest, past));
  },
};

async function fetchFixings(file: string, { http }: ProviderContext): Promise<readonly Fixing[]> {
  const { text } = await http.get(`/stats/eurofxref/${file}.xml`, {
    contentTypes: ['text/xml', 'application/xml'],
  });
  return parseFixings(text);
}

function answer({ id, symbol }: Ask, newest: Fixing, past: readonly Fixing[]): Answer {
  return answerOf(id, fixingOutcome(symbol, newest, past));
}
