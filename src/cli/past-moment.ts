/** Pure: the words of `--at`, `--from` and `--to` → a moment that is over. */
import { UsageError } from './command.ts';

const dayMs = 86_400_000;

/**
 * `14:03` or `14:03:30` (UTC, the last one), or ISO 8601 with a zone. Ms since the epoch; throws a UsageError that names
 * `option` for anything else and for what is ahead.
 */
export function pastMoment(text: string, now: number, option: string): number {
  const moment = clockMoment(text, now) ?? isoMoment(text);
  if (moment === undefined) {
    throw new UsageError(`${option} must be such as 14:03 (UTC) or 2026-11-23T14:03Z, got ${text}`);
  }
  if (moment > now) throw new UsageError(`${option} ${text} is still ahead`);
  return moment;
}

function clockMoment(text: string, now: number): number | undefined {
  const [, hours, minutes, seconds = '0'] = /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/.exec(text) ?? [];
  if (hours === undefined || minutes === undefined) return undefined;
  const today = Math.floor(now / dayMs) * dayMs;
  const moment = today + (Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds)) * 1_000;
  return moment <= now ? moment : moment - dayMs;
}

/** Without a zone nobody knows which moment is meant: undefined, as for what is no moment. */
export function isoMoment(text: string): number | undefined {
  const form = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2})$/;
  const moment = form.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(moment) ? undefined : moment;
}
