/** The US National Weather Service's alerts for a point: none, but one near Washington, unless some are set by hand. */
import { alertSettings, alertsOf, type DemoAlert, expectedAlert, tidalAdvisory } from '../alerts.ts';
import { usRegions } from '../us-regions.ts';
import type { World } from '../world.ts';
import { type DemoAnswer, type DemoProvider, type DemoRequest, isoSeconds } from './answer.ts';
import { geoJson, nwsUrl, problem, refusalOf } from './nws-answer.ts';
import { expectedPoint, type Point, pointOf } from './point.ts';

const id = 'nws-alerts';
const usa = '840';
// Half a minute is what the service itself asks for.
const maxAgeMs = 30_000;

export const nwsAlerts: DemoProvider = {
  id,
  expects: `${expectedPoint}; value: ${expectedAlert}`,
  symbolOf: (text) => pointOf(text)?.symbol,
  settingOf: alertSettings,
  routes: [{ path: '/alerts/active', answer: answerActive }],
};

function answerActive(request: DemoRequest, world: World): DemoAnswer {
  const refusal = refusalOf(request, ['point']);
  if (refusal !== undefined) return refusal;
  const point = pointOf(request.query.point ?? '');
  if (point === undefined) return problem(400, 'BadRequest', 'Bad Request', 'point: latitude,longitude');
  const { alerts, changedAt } = alertsAt(point, request.now, world);
  const body = {
    type: 'FeatureCollection',
    features: alerts.map(featureOf),
    title: `Current watches, warnings, and advisories for ${point.lat} N, ${-point.lon} W`,
    updated: isoSeconds(changedAt),
  };
  const served = { [point.symbol]: alerts.map(({ event }) => event).join('; ') };
  return geoJson(body, { now: request.now, maxAgeMs, changedAt }, served);
}

interface Listed {
  readonly alerts: readonly DemoAlert[];
  /** ms since the epoch. */
  readonly changedAt: number;
}

function alertsAt({ lat, lon, symbol }: Point, now: number, world: World): Listed {
  const changedAt = world.changedAt(id);
  const set = world.override(id, symbol);
  if (set !== undefined) return { alerts: alertsOf(set, usa), changedAt };
  const washington = usRegions.find(({ office }) => office === 'LWX')?.spot;
  const isNear = washington && Math.hypot(washington.lat - lat, washington.lon - lon) < 0.5;
  if (!isNear) return { alerts: [], changedAt };
  const advisory = tidalAdvisory(now);
  return { alerts: [advisory], changedAt: Math.max(changedAt, advisory.sent) };
}

function featureOf(alert: DemoAlert): object {
  const { ends, references, sent, onset, expires, severity, messageType } = alert;
  const address = nwsUrl(`/alerts/${alert.id}`);
  return {
    id: address,
    type: 'Feature',
    // Most are told by zones alone.
    geometry: null,
    properties: {
      '@id': address,
      '@type': 'wx:Alert',
      ...alert,
      areaDesc: 'District of Columbia',
      references: references.map((identifier) => ({ '@id': nwsUrl(`/alerts/${identifier}`), identifier })),
      sent: isoSeconds(sent),
      effective: isoSeconds(sent),
      onset: isoSeconds(onset),
      expires: isoSeconds(expires),
      ends: ends === null ? null : isoSeconds(ends),
      category: 'Met',
      severity,
      certainty: 'Likely',
      urgency: 'Expected',
      messageType,
      sender: 'w-nws.webmaster@noaa.gov',
      senderName: 'NWS Baltimore MD/Washington DC',
      response: 'None',
    },
  };
}
