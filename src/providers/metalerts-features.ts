/** MET Norway's list of warnings (MetAlerts 2.0, GeoJSON), with the format's own rules applied. Knows no place and no present. */
import { z } from 'zod';
import type { AlertSeverity } from '../protocol/reading.ts';
import { nameOf, severityOf, type Warning, wordsOf } from './alert-list.ts';
import { type AreaShape, areaShape } from './alert-shapes.ts';
import { jsonBody } from './body.ts';

/** A warning and where it holds. */
export interface LocalWarning extends Warning {
  readonly area: AreaShape;
}

const time = z.iso.datetime({ offset: true });
const name = z.string().transform(nameOf).pipe(z.string().min(1));

// One warning that cannot be read makes the whole list unreadable: without it, the list would say that there is none.
const feature = z.looseObject({
  geometry: areaShape,
  when: z.looseObject({ interval: z.tuple([time, time]) }),
  properties: z.looseObject({
    id: z.string().regex(/^[\x21-\x7e]{1,200}$/),
    /** Not in older answers. */
    status: z.enum(['Actual', 'Exercise', 'System', 'Test', 'Draft']).nullish(),
    type: z.enum(['Alert', 'Update', 'Cancel']).nullish(),
    event: name,
    /** The event in words, where `event` is a code. */
    eventAwarenessName: name.nullish(),
    /** Number, colour and CAP's severity, as in `2; yellow; Moderate`; the first is green. */
    awareness_level: z.string().regex(/^\s*[1-4]\s*;/),
  }),
});
const body = z.looseObject({ type: z.literal('FeatureCollection'), features: z.array(feature).max(2_000) });

type Feature = z.infer<typeof feature>;

// https://api.met.no/weatherapi/metalerts/2.0/documentation
const byLevel: Readonly<Record<string, AlertSeverity>> = { 2: 'moderate', 3: 'severe', 4: 'extreme' };

/**
 * The warnings that stand, whether in force or not: real ones above green that cancel nothing. Throws an UpstreamError
 * of kind `shape` for anything that cannot be read.
 */
export function parseMetAlerts(text: string): readonly LocalWarning[] {
  return jsonBody(text, body).features.filter(isStanding).map(warningOf);
}

function isStanding({ properties: { status, type, awareness_level: level } }: Feature): boolean {
  return (status ?? 'Actual') === 'Actual' && type !== 'Cancel' && levelOf(level) !== '1';
}

function warningOf({ geometry, when, properties }: Feature): LocalWarning {
  const { id, event, eventAwarenessName, severity, awareness_level: level, title } = properties;
  const [from, to] = when.interval;
  const href = pageOf(properties.web);
  const named = severityOf(severity);
  return {
    area: geometry,
    alert: {
      id,
      event: eventAwarenessName ?? event,
      severity: named === 'unknown' ? (byLevel[levelOf(level)] ?? 'unknown') : named,
      issuer: 'MET Norway',
      onset: Date.parse(from),
      until: Date.parse(to),
      ...(href !== undefined && { href }),
    },
    detail: wordsOf(id, { ...properties, headline: title }),
  };
}

function levelOf(level: string): string {
  return level.trim().charAt(0);
}

/** Of an address, as a browser would write it. */
const maxHref = 300;

/** A page of the institute's own: no feed may send readers elsewhere. */
function pageOf(web: unknown): string | undefined {
  if (typeof web !== 'string' || web.length > maxHref || !URL.canParse(web)) return undefined;
  const { protocol, host, username, password, href } = new URL(web);
  const isOwn = /^(?:[a-z0-9-]+\.)*(?:met|yr)\.no$/.test(host);
  // What is not ASCII grows when it is written out.
  const isPlain = username === '' && password === '' && href.length <= maxHref;
  return protocol === 'https:' && isOwn && isPlain ? href : undefined;
}
