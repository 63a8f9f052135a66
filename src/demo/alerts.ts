/** Invented warnings: those that stand by themselves, and those set by hand. Knows no wire format. */
import { z } from 'zod';
import { hashText } from './walks.ts';
import type { Override } from './world.ts';

const demoSeverities = ['Extreme', 'Severe', 'Moderate', 'Minor', 'Unknown'] as const;

/** A warning in CAP's words. Times are ms since the epoch. */
export interface DemoAlert {
  readonly id: string;
  readonly event: string;
  readonly severity: (typeof demoSeverities)[number];
  readonly headline: string;
  readonly description: string;
  readonly instruction: string | null;
  readonly sent: number;
  readonly onset: number;
  /** When the message lapses; the hazard ends at `ends`, where that is known. */
  readonly expires: number;
  readonly ends: number | null;
  readonly status: 'Actual' | 'Exercise' | 'System' | 'Test' | 'Draft';
  readonly messageType: 'Alert' | 'Update' | 'Cancel';
  /** Ids of alerts that this one replaces. */
  readonly references: readonly string[];
}

const hourMs = 3_600_000;
const text = z.string().min(1).max(4_000);
const time = z.union([
  z.number().int().min(0).max(4e12),
  z.iso.datetime({ offset: true }).transform(Date.parse),
]);

/** What may be left out of a warning set by hand has a sensible default; times as ms or as RFC 3339. */
const setting = z.strictObject({
  id: z
    .string()
    .regex(/^[\x21-\x7e]{1,200}$/)
    .optional(),
  event: text,
  severity: z.enum(demoSeverities).default('Severe'),
  headline: text.optional(),
  description: text.default('Invented for a demonstration. Nothing is the matter.'),
  instruction: text.nullable().default('Do nothing. This is not real.'),
  sent: time.optional(),
  onset: time.optional(),
  expires: time.optional(),
  ends: time.nullable().optional(),
  status: z.enum(['Actual', 'Exercise', 'System', 'Test', 'Draft']).default('Actual'),
  messageType: z.enum(['Alert', 'Update', 'Cancel']).default('Alert'),
  references: z.array(z.string().max(200)).max(20).default([]),
});
const named = text.transform((event) => setting.parse({ event }));
const one = z.union([named, setting]);
const settings = z.union([z.array(one).max(20), one.transform((alert) => [alert])]);

export const expectedAlert =
  'a short text (the event), an alert {event, severity, headline, description, instruction, onset, ends, …}, or a list of such, [] for none';

/** The settings as text to hold; undefined for what is none. */
export function alertSettings(value: unknown): string | undefined {
  const parsed = settings.safeParse(value);
  return parsed.success ? JSON.stringify(parsed.data) : undefined;
}

/**
 * The warnings set by hand: in force from the moment of the setting, for six hours unless they say otherwise. `country`
 * is its ISO 3166 number, which stands in CAP's ids.
 */
export function alertsOf({ value, at }: Override, country: string): readonly DemoAlert[] {
  const sent = Math.floor(at / 1000) * 1000;
  return z
    .array(setting)
    .parse(JSON.parse(value))
    .map(({ id, headline, onset, expires, ends, ...rest }, index) => ({
      ...rest,
      id: id ?? alertId(country, `${rest.event}/${index}`, sent),
      headline: headline ?? `${rest.event} (demonstration)`,
      sent: rest.sent ?? sent,
      onset: onset ?? sent,
      expires: expires ?? Math.max(onset ?? sent, sent) + 6 * hourMs,
      ends: ends ?? null,
    }));
}

const usa = '840';
const turnMs = 12 * hourMs;

/** The one warning that stands without any setting: issued anew twice a day, the Potomac is a little high. */
export function tidalAdvisory(now: number): DemoAlert {
  const sent = Math.floor(now / turnMs) * turnMs;
  return {
    id: alertId(usa, 'tide', sent),
    event: 'Coastal Flood Advisory',
    severity: 'Minor',
    headline: 'Coastal Flood Advisory for the tidal Potomac (demonstration)',
    description:
      '* WHAT...Up to one half foot of inundation above ground level in low-lying areas.\n\n* WHERE...District of Columbia.\n\n* IMPACTS...Water may cover the walk along the Tidal Basin around high tide.',
    instruction: 'Do not drive past barricades or through water of unknown depth.',
    sent,
    onset: sent,
    expires: sent + turnMs + hourMs,
    ends: sent + 18 * hourMs,
    status: 'Actual',
    messageType: 'Update',
    references: [alertId(usa, 'tide', sent - turnMs)],
  };
}

function alertId(country: string, name: string, sent: number): string {
  return `urn:oid:2.49.0.1.${country}.0.${hashText(name).toString(16).padStart(8, '0')}.${sent / 1000}`;
}
