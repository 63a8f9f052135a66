/**
 * A year at one-minute steps of every market calendar and every class of items that has prices, by sources that answer as
 * they publish: whether anything is called closed within a session, is stale, or raises an alarm. Run with
 * `npx tsx bench/calendar-year.ts`; the exit code is 1 where anything is wrong.
 */
import { marketCalendar } from '../src/worker/market-day.ts';
import { calendarOf, shipped } from '../test/support/calendars.ts';
import { cryptoFeed, exchangeFeed, fixingFeeds } from '../test/support/market-sources.ts';
import { judge } from '../test/support/market-year.ts';

const [from, until] = [Date.UTC(2026, 0, 1), Date.UTC(2027, 0, 1)];
const exchanges = [...shipped.values()].filter(({ id }) => id !== 'always-open').map(marketCalendar);
const feeds = [...exchanges.map(exchangeFeed), cryptoFeed(calendarOf('always-open')), ...fixingFeeds()];

const startedAt = performance.now();
const totals = new Map<string, number>();
for (const feed of feeds) {
  const { polls, open, wrong } = judge(feed, from, until);
  for (const [what, count] of Object.entries(wrong)) totals.set(what, (totals.get(what) ?? 0) + count);
  const found = Object.entries(wrong).filter(([, count]) => count > 0);
  const classes = feed.plan.items.map(({ cls }) => cls).join(' ');
  const figures = `${String(open).padStart(7)} open minutes ${String(polls).padStart(7)} polls`;
  console.log(`${feed.plan.id.padEnd(15)} ${classes.padEnd(22)} ${figures}  ${JSON.stringify(found)}`);
}
console.log(`all: ${JSON.stringify(Object.fromEntries(totals))}`);
const cpuS = process.cpuUsage().user / 1e6;
const wallS = (performance.now() - startedAt) / 1000;
console.log(`${wallS.toFixed(1)} s, of which ${cpuS.toFixed(1)} s at work, for ${feeds.length} feeds`);
process.exitCode = [...totals.values()].some((count) => count > 0) ? 1 : 0;
