/** MET Norway's warnings as a service: one list for all of Norway, empty unless some are set by hand. */
import { alertSettings, alertsOf, type DemoAlert, expectedAlert } from '../alerts.ts';
import type { World } from '../world.ts';
import {
  type DemoAnswer,
  type DemoProvider,
  type DemoRequest,
  httpDate,
  isoSeconds,
  jsonAnswer,
} from './answer.ts';
import { expectedPoint, type Point, pointOf } from './point.ts';

const id = 'metalerts';
const norway = '578';
// No client may ask more often.
const expiresMs = 600_000;

export const metalerts: DemoProvider = {
  id,
  expects: `${expectedPoint}; value: ${expectedAlert}`,
  symbolOf: (text) => pointOf(text)?.symbol,
  settingOf: alertSettings,
  routes: [{ path: '/weatherapi/metalerts/2.0/current.json', answer: answerCurrent }],
};

function answerCurrent({ userAgent, query, now }: DemoRequest, world: World): DemoAnswer {
  if (!/@|https?:\/\//.test(userAgent)) return refusal(403, 'Identify yourself in User-Agent');
  const { lang = 'no' } = query;
  if (lang !== 'no' && lang !== 'en') return refusal(400, 'lang: no or en');
  const served: Record<string, string> = {};
  const features = [...world.overrides(id)].flatMap(([symbol, set]) => {
    const point = pointOf(symbol);
    const alerts = alertsOf(set, norway);
    served[symbol] = alerts.map(({ event }) => event).join('; ');
    return point === undefined ? [] : alerts.map((alert) => featureOf(alert, point));
  });
  const changedAt = world.changedAt(id);
  const headers = {
    expires: httpDate(now + expiresMs),
    'last-modified': httpDate(changedAt),
    vary: 'Accept, Accept-Encoding',
    'access-control-allow-origin': '*',
  };
  const body = { type: 'FeatureCollection', lang, lastChange: isoSeconds(changedAt), features };
  return jsonAnswer(body, { headers, served }, 'application/json');
}

// Yellow is the least that is warned of.
const levels: Readonly<Record<DemoAlert['severity'], string>> = {
  Extreme: '4; red; Extreme',
  Severe: '3; orange; Severe',
  Moderate: '2; yellow; Moderate',
  Minor: '2; yellow; Moderate',
  Unknown: '2; yellow; Moderate',
};

function featureOf(alert: DemoAlert, point: Point): object {
  const { id, event, severity, headline, description, instruction, status, messageType } = alert;
  return {
    type: 'Feature',
    geometry: { type: 'Polygon', coordinates: [boxAround(point)] },
    when: { interval: [isoSeconds(alert.onset), isoSeconds(alert.ends ?? alert.expires)] },
    properties: {
      id,
      area: 'Norway (demonstration)',
      awareness_level: levels[severity],
      awareness_type: '1; Wind',
      certainty: 'Likely',
      consequences: '',
      description,
      event: 'demo',
      eventAwarenessName: event,
      geographicDomain: 'land',
      instruction: instruction ?? '',
      riskMatrixColor: levels[severity].split('; ')[1],
      severity,
      status,
      title: headline,
      type: messageType,
      web: 'https://www.met.no/vaer-og-klima/farevarsel-og-ekstremvaer',
    },
  };
}

/** Half a degree each way, longitude first, closed by its first corner. */
function boxAround({ lat, lon }: Point): readonly (readonly [number, number])[] {
  const [south, north, west, east] = [lat - 0.5, lat + 0.5, lon - 0.5, lon + 0.5];
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
}

function refusal(status: number, text: string): DemoAnswer {
  const body = `<html><head><title>${status}</title></head><body><h1>${text}</h1></body></html>`;
  return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body };
}
