/** Small lists of warnings in the forms of api.weather.gov and of MET Norway, made up; a field may be replaced to break one. */
import { noon } from './fake-http.ts';

const hourMs = 3_600_000;

/** `2026-11-23T12:00:00+00:00`. */
export function at(t: number): string {
  return new Date(t).toISOString().replace('.000Z', '+00:00');
}

/** An alert of the National Weather Service's that is in force at noon. */
export function nwsAlert(id: string, fields: Readonly<Record<string, unknown>> = {}) {
  return {
    id: `https://api.weather.gov/alerts/${id}`,
    type: 'Feature',
    geometry: null as unknown,
    properties: {
      id,
      areaDesc: 'Somewhere; Elsewhere',
      references: [] as unknown,
      sent: at(noon - 2 * hourMs),
      effective: at(noon - 2 * hourMs),
      onset: at(noon - hourMs) as unknown,
      expires: at(noon + hourMs),
      ends: at(noon + 6 * hourMs) as unknown,
      status: 'Actual',
      messageType: 'Alert',
      category: 'Met',
      severity: 'Severe',
      event: 'Winter Storm Warning',
      senderName: 'NWS Nowhere XX',
      headline: 'Winter Storm Warning until late' as unknown,
      description: '* WHAT...Snow.\n\n* WHERE...Somewhere.' as unknown,
      instruction: 'Stay in.' as unknown,
      ...fields,
    },
  };
}

export function nwsList(...features: readonly object[]) {
  return {
    '@context': [],
    type: 'FeatureCollection',
    features,
    title: 'Current watches',
    updated: at(noon - 2 * hourMs),
  };
}

/** Names another alert as one that is replaced. */
export const reference = (identifier: string) => ({
  '@id': `https://api.weather.gov/alerts/${identifier}`,
  identifier,
  sender: 'w-nws.webmaster@noaa.gov',
  sent: at(noon - 24 * hourMs),
});

/** A box around Oslo. */
const oslo = {
  type: 'Polygon',
  coordinates: [
    [
      [10, 59.5],
      [11.5, 59.5],
      [11.5, 60.5],
      [10, 60.5],
      [10, 59.5],
    ],
  ],
};

/** A warning of MET Norway's around Oslo that is in force at noon. */
export function metAlert(id: string, fields: Readonly<Record<string, unknown>> = {}) {
  return {
    type: 'Feature',
    geometry: oslo as unknown,
    when: { interval: [at(noon - hourMs), at(noon + 6 * hourMs)] as unknown[] },
    properties: {
      id,
      area: 'Østlandet',
      status: 'Actual' as unknown,
      type: 'Update' as unknown,
      awareness_level: '3; orange; Severe' as unknown,
      awareness_type: '2; snow-ice',
      certainty: 'Likely',
      severity: 'Severe' as unknown,
      event: 'snow',
      eventAwarenessName: 'Heavy snow' as unknown,
      title: 'Heavy snow, orange level, Østlandet',
      description: 'Locally 30 cm.',
      instruction: 'Leave earlier.',
      web: 'https://www.met.no/vaer-og-klima' as unknown,
      ...fields,
    },
  };
}

export function metList(...features: readonly object[]) {
  return { type: 'FeatureCollection', lang: 'en', lastChange: at(noon - hourMs), features };
}
