/** The forms in which api.weather.gov answers: GeoJSON with its validity, problems (RFC 9457), and 403 for the nameless. */
import { hashText } from '../walks.ts';
import { type DemoAnswer, type DemoRequest, httpDate, jsonAnswer } from './answer.ts';

const site = 'https://api.weather.gov';

/** An absolute address as it stands in bodies. */
export function nwsUrl(path: string): string {
  return site + path;
}

export function geoJson(
  body: object,
  {
    now,
    maxAgeMs,
    changedAt,
  }: { readonly now: number; readonly maxAgeMs: number; readonly changedAt: number },
  served?: Readonly<Record<string, string>>,
): DemoAnswer {
  const context = [
    'https://geojson.org/geojson-ld/geojson-context.jsonld',
    { '@version': '1.1', wx: `${site}/ontology#`, '@vocab': `${site}/ontology#` },
  ];
  return jsonAnswer(
    { '@context': context, ...body },
    {
      headers: {
        'cache-control': `public, max-age=${Math.floor(maxAgeMs / 1000)}`,
        expires: httpDate(now + maxAgeMs),
        'last-modified': httpDate(changedAt),
        vary: 'Accept,Feature-Flags,Accept-Language',
        'access-control-allow-origin': '*',
      },
      ...(served && { served }),
    },
    'application/geo+json',
  );
}

/** `type` is the last part of the problem's address, such as `InvalidPoint`. */
export function problem(status: number, type: string, title: string, detail: string): DemoAnswer {
  const correlationId = hashText(`${type}/${detail}`).toString(16).padStart(8, '0');
  const instance = `${site}/requests/${correlationId}`;
  const body = { correlationId, title, type: `${site}/problems/${type}`, status, detail, instance };
  return jsonAnswer(body, { status }, 'application/problem+json');
}

/** What every path refuses: a client that names no contact, and query parameters that it does not know. */
export function refusalOf(
  { userAgent, query }: DemoRequest,
  known: readonly string[],
): DemoAnswer | undefined {
  if (!/@|https?:\/\//.test(userAgent)) {
    const body = '<html><head><title>Access Denied</title></head><body><h1>Access Denied</h1></body></html>';
    return { status: 403, headers: { 'content-type': 'text/html' }, body };
  }
  const stranger = Object.keys(query).find((name) => !known.includes(name));
  if (stranger === undefined) return undefined;
  return problem(400, 'BadRequest', 'Bad Request', `Query parameter "${stranger}" is not recognized`);
}
