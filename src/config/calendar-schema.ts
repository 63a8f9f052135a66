/** What a calendar file may say, and the rule behind each refusal. */
import { z } from 'zod';
import { isZone } from '../system/zone.ts';

const weekdayNames = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

/** Text that readers see: one line, no control or direction marks. */
const shownText = z
  .string()
  .trim()
  .min(1)
  .max(64)
  .regex(/^[^\p{Cc}\u202A-\u202E\u2066-\u2069]*$/u, 'must not hold control or direction characters');

const date = z.iso.date('must be a date such as 2026-11-26');

const time = z
  .string()
  .regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must be a time such as 09:30, from 00:00 to 24:00');

/** Pairs of open and close; two where there is a lunch break. */
const hours = z
  .array(z.tuple([time, time]))
  .min(1)
  .max(6);

/** Hours by the exchange's own wall clock. */
const sessions = z.strictObject({
  /** The first day on which they hold in place of those before; default: from the start. */
  from: date.optional(),
  weekdays: z
    .array(z.enum(weekdayNames).transform((name) => weekdayNames.indexOf(name)))
    .min(1)
    .max(7),
  hours,
});

/** A day that begins later or ends sooner than others. */
const halfDay = z.strictObject({ name: shownText, open: time.optional(), close: time.optional() });

/** Trading on a day that has none else. */
const specialSession = z.strictObject({ name: shownText, hours });

export const calendarSchema = z.strictObject({
  name: shownText,
  zone: z.string().refine(isZone, 'must be an IANA time zone such as America/New_York'),
  /** The exchange's own page that the dates are from. */
  source: z.url({ protocol: /^https$/, error: 'must be an https address' }).max(300),
  /** The first and the last day that the exchange has published. */
  from: date,
  until: date,
  sessions: z.array(sessions).min(1).max(40),
  holidays: z.record(date, shownText).default({}),
  halfDays: z.record(date, halfDay).default({}),
  specialSessions: z.record(date, specialSession).default({}),
});

/** What a file says, defaults filled in; not yet checked against itself. */
export type CalendarContent = z.output<typeof calendarSchema>;
