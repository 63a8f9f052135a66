/** MET Norway's warnings for Norway and its waters: one list, out of which each place takes its own. Knows no schedule. */
import { isWithin, norway } from './alert-areas.ts';
import { alertsObservation, notCovered } from './alert-list.ts';
import { isInside } from './alert-shapes.ts';
import { answerOf, type Outcome, refused } from './body.ts';
import { type LocalWarning, parseMetAlerts } from './metalerts-features.ts';
import type { Answer, Ask, Place, Provider, ProviderContext } from './provider.ts';

const minuteMs = 60_000;

export const metalerts: Provider = {
  id: 'metalerts',
  origin: 'metno',
  kinds: ['alerts'],
  baseUrl: 'https://api.met.no',
  terms: {
    licence: 'CC BY 4.0 / NLOD 2.0',
    attribution: { name: 'MET Norway', text: 'Data from MET Norway', href: 'https://api.met.no/' },
    display: 'free',
    needs: 'contact',
    source: 'https://api.met.no/doc/TermsOfService',
  },
  // Its terms: no client polls this product more often than every ten minutes, which a request for each place would.
  limits: { batchMax: 64, minIntervalMs: 10 * minuteMs, requestsPerS: 10 },
  cadence: { kind: 'continuous', everyMs: 10 * minuteMs, staleAfterMs: 35 * minuteMs },
  delay: 'realtime',
  fetch: fetchList,
};

/** All warnings of the country with their outlines: on a stormy day a megabyte. */
const maxBytes = 2 * 1_048_576;

async function fetchList(asks: readonly Ask[], context: ProviderContext): Promise<readonly Answer[]> {
  const { http, now } = context;
  if (!asks.some(({ place }) => place !== undefined && isWithin(norway, place)))
    return asks.map(({ id, place }) => answerOf(id, outcomeAt(place, [], { now, asOf: now })));
  const { text, confirmedAt } = await http.get('/weatherapi/metalerts/2.0/current.json', {
    query: { lang: 'en' },
    contentTypes: ['application/json', 'application/geo+json'],
    maxBytes,
  });
  const warnings = parseMetAlerts(text);
  return asks.map(({ id, place }) => answerOf(id, outcomeAt(place, warnings, { now, asOf: confirmedAt })));
}

function outcomeAt(
  place: Place | undefined,
  warnings: readonly LocalWarning[],
  times: { readonly now: number; readonly asOf: number },
): Outcome {
  if (place === undefined) return refused('rejected', 'no coordinates');
  if (!isWithin(norway, place)) return { ok: true, observation: notCovered(times.now) };
  const here = warnings.filter(({ area }) => isInside(area, place));
  return { ok: true, observation: alertsObservation(here, times) };
}
