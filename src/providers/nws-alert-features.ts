/** The National Weather Service's list of alerts (CAP 1.2 as GeoJSON), with the format's own rules applied. Knows no present. */
import { z } from 'zod';
import { nameOf, severityOf, type Warning, wordsOf } from './alert-list.ts';
import { jsonBody } from './body.ts';

const time = z.iso.datetime({ offset: true });
const id = z.string().regex(/^[\x21-\x7e]{1,200}$/);
const reference = z.looseObject({ identifier: id });

const actual = z.looseObject({
  status: z.literal('Actual'),
  id,
  sent: time,
  messageType: z.enum(['Alert', 'Update', 'Cancel', 'Ack', 'Error']),
  references: z.array(reference).max(200).nullish(),
  event: z.string().transform(nameOf).pipe(z.string().min(1)),
  effective: time.nullish(),
  onset: time.nullish(),
  /** When the message lapses; the hazard may go on. */
  expires: time,
  ends: time.nullish(),
});

/** Exercises and tests: whatever else they say does not matter. */
const unreal = z.looseObject({ status: z.enum(['Exercise', 'System', 'Test', 'Draft']) });

// One alert that cannot be read makes the whole list unreadable: without it, the list would say that there is none.
const body = z.looseObject({
  type: z.literal('FeatureCollection'),
  features: z.array(z.looseObject({ properties: z.discriminatedUnion('status', [actual, unreal]) })).max(500),
});

type Actual = z.infer<typeof actual>;

/**
 * The alerts that stand, whether in force or not: those that are real, neither cancel another nor are named in the
 * references of a newer one. Throws an UpstreamError of kind `shape` for anything that cannot be read.
 */
export function parseAlerts(text: string): readonly Warning[] {
  const real = jsonBody(text, body).features.flatMap(({ properties }) =>
    properties.status === 'Actual' ? [properties] : [],
  );
  return real
    .filter(({ messageType }) => messageType === 'Alert' || messageType === 'Update')
    .filter((alert) => !real.some((other) => lifts(other, alert)))
    .map(warningOf);
}

/** Sent within the same second, the one that names the other is the newer. */
function lifts(newer: Actual, alert: Actual): boolean {
  if (newer === alert || !names(newer, alert)) return false;
  const aheadMs = Date.parse(newer.sent) - Date.parse(alert.sent);
  return aheadMs > 0 || (aheadMs === 0 && !names(alert, newer));
}

function names({ references }: Actual, { id }: Actual): boolean {
  return (references ?? []).some(({ identifier }) => identifier === id);
}

function warningOf(alert: Actual): Warning {
  const { id, event, severity, senderName, effective, expires, ends } = alert;
  const onset = alert.onset ?? effective;
  return {
    alert: {
      id,
      event,
      severity: severityOf(severity),
      issuer: nameOf(senderName) || 'National Weather Service',
      ...(onset != null && { onset: Date.parse(onset) }),
      until: Date.parse(ends ?? expires),
    },
    detail: wordsOf(id, alert),
  };
}
