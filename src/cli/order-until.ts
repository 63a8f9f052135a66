/** Pure: the words of `--until` → a moment. */
import { UsageError } from './command.ts';
import { durationMs } from './options.ts';
import { isoMoment } from './past-moment.ts';

const dayMs = 86_400_000;

/**
 * `18:00` (UTC, the next one), `2h` from now, or ISO 8601 with a zone. Ms since the epoch; throws a UsageError for
 * anything else and for what is over.
 */
export function untilMoment(text: string, now: number): number {
  const moment = clockMoment(text, now) ?? isoMoment(text) ?? now + aheadMs(text);
  if (moment <= now) throw new UsageError(`--until ${text} is over already`);
  return moment;
}

function aheadMs(text: string): number {
  try {
    return durationMs(text, '--until');
  } catch {
    throw new UsageError(
      `--until must be such as 18:00 (UTC), 90m (up to 24h) or 2026-11-23T18:00Z, got ${text}`,
    );
  }
}

function clockMoment(text: string, now: number): number | undefined {
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text) ?? [];
  if (hours === undefined || minutes === undefined) return undefined;
  const today = Math.floor(now / dayMs) * dayMs + (Number(hours) * 60 + Number(minutes)) * 60_000;
  return today > now ? today : today + dayMs;
}
