/**
 * A year at one-minute steps of every market calendar, by a source that publishes each minute of its session and then
 * repeats its close: whether anything is called closed within a session, stale while its source answers as it publishes,
 * or standing still. Run with `npx tsx bench/calendar-year.ts`; the exit code is 1 where anything is.
 */
import { fileURLToPath } from 'node:url';
import { loadCalendars } from '../src/config/calendars.ts';
import { sessionAt } from '../src/worker/market-calendar.ts';
import { marketCalendar } from '../src/worker/market-day.ts';
import { marketState } from '../src/worker/market-state.ts';

const minuteMs = 60_000;
const from = Date.UTC(2026, 0, 1);
const until = Date.UTC(2027, 0, 1);
const cadence = { kind: 'continuous', everyMs: minuteMs, staleAfterMs: 20 * minuteMs } as const;

const calendars = await loadCalendars(fileURLToPath(new URL('../config/calendars', import.meta.url)));
const startedAt = performance.now();
let isBroken = false;
for (const hours of calendars.values()) {
  const calendar = marketCalendar(hours);
  const wrong = { closedInSession: 0, openOutside: 0, stale: 0 };
  let open = 0;
  // Before the year's first session nobody has a price of it.
  let asOf: number | undefined;
  for (let now = from; now < until; now += minuteMs) {
    const { kind } = sessionAt(calendar, now);
    if (kind === 'open') {
      open += 1;
      asOf = now;
    }
    if (asOf === undefined || kind === 'unknown') continue;
    const { state, staleAt } = marketState(cadence, { asOf, delay: 'realtime' }, calendar, now);
    if (kind === 'open' && state === 'closed') wrong.closedInSession += 1;
    if (kind !== 'open' && state === 'live') wrong.openOutside += 1;
    if (staleAt <= now) wrong.stale += 1;
  }
  isBroken ||= Object.values(wrong).some((count) => count > 0);
  console.log(`${hours.id.padEnd(16)} ${String(open).padStart(6)} open minutes  ${JSON.stringify(wrong)}`);
}
console.log(`${((performance.now() - startedAt) / 1000).toFixed(1)} s for ${calendars.size} calendars`);
process.exitCode = isBroken ? 1 : 0;
