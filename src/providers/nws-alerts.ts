/** Warnings of the US National Weather Service for a place, one request each. Knows no schedule and no store. */
import { isWithin, nwsArea } from './alert-areas.ts';
import { alertsObservation, notCovered } from './alert-list.ts';
import { answerOf, refused } from './body.ts';
import { degrees } from './coordinates.ts';
import { parseAlerts } from './nws-alert-features.ts';
import { nwsBaseUrl, nwsRequest, nwsTerms } from './nws-service.ts';
import type { Answer, Ask, Provider, ProviderContext } from './provider.ts';

const secondMs = 1000;
const minuteMs = 60 * secondMs;

export const nwsAlerts: Provider = {
  id: 'nws-alerts',
  origin: 'nws',
  kinds: ['alerts'],
  baseUrl: nwsBaseUrl,
  terms: nwsTerms,
  limits: { batchMax: 1, minIntervalMs: 30 * secondMs },
  // A tornado warning holds for half an hour or so; seven missed polls and the list must not look live.
  cadence: { kind: 'continuous', everyMs: 2 * minuteMs, staleAfterMs: 15 * minuteMs },
  delay: 'realtime',
  fetch: (asks, context) => Promise.all(asks.map((ask) => fetchOne(ask, context))),
};

/** The list is as of when they said it: `updated` in the body is when it last changed. */
async function fetchOne({ id, place }: Ask, { http, now }: ProviderContext): Promise<Answer> {
  if (place === undefined) return answerOf(id, refused('rejected', 'no coordinates'));
  if (!isWithin(nwsArea, place)) return { id, ok: true, observation: notCovered(now) };
  const query = { point: `${degrees(place.lat)},${degrees(place.lon)}` };
  const { text, confirmedAt } = await http.get('/alerts/active', { ...nwsRequest, query });
  return { id, ok: true, observation: alertsObservation(parseAlerts(text), { now, asOf: confirmedAt }) };
}
