/** Minute by minute: a year of every calendar against what its file says, and weeks of every class of items judged. */
import { describe, expect, it } from 'vitest';
import type { MarketHours } from '../../src/system/market-hours.ts';
import { sessionAt } from '../../src/worker/market-calendar.ts';
import { marketCalendar } from '../../src/worker/market-day.ts';
import { calendarOf, shipped, wallClock } from '../support/calendars.ts';
import { cryptoFeed, exchangeFeed, fixingFeeds } from '../support/market-sources.ts';
import { judge } from '../support/market-year.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const year = { from: Date.UTC(2026, 0, 1), until: Date.UTC(2027, 0, 1) };

const minutesOf = (hhmm: string) => Number(hhmm.slice(0, 2)) * 60 + Number(hhmm.slice(3));

/** Minutes of the day from which and up to which there is trading, straight from the file. */
function openMinutes(
  { sessions, holidays, halfDays, specialSessions = {} }: MarketHours,
  day: string,
): (readonly number[])[] {
  const special = specialSessions[day];
  if (special !== undefined) return special.hours.map((each) => each.map(minutesOf));
  if (holidays[day] !== undefined) return [];
  const weekday = new Date(`${day}T12:00:00Z`).getUTCDay();
  const inForce = sessions.filter(({ from = '', weekdays }) => from <= day && weekdays.includes(weekday));
  const { open = '00:00', close = '24:00' } = halfDays[day] ?? {};
  return (inForce.at(-1)?.hours ?? []).map(([from, to]) => [
    Math.max(minutesOf(from), minutesOf(open)),
    Math.min(minutesOf(to), minutesOf(close)),
  ]);
}

/** Each minute of a time and what the file says of it. Every zone here is whole or half hours away from UTC. */
function* minutesByFile(hours: MarketHours, from: number, until: number) {
  const days = new Map<string, (readonly number[])[]>();
  for (let hour = from; hour < until; hour += hourMs) {
    for (const half of [hour, hour + hourMs / 2]) {
      const [day = '', time = ''] = wallClock(hours, half).split(' ');
      const open = days.get(day) ?? openMinutes(hours, day);
      days.set(day, open);
      const first = minutesOf(time);
      for (let minute = 0; minute < 30; minute += 1) {
        const isOpen = open.some(
          ([opens = 0, closes = 0]) => first + minute >= opens && first + minute < closes,
        );
        yield { at: half + minute * minuteMs, isOpen, isKnown: day >= hours.from && day <= hours.until };
      }
    }
  }
}

describe('a year at one-minute steps', () => {
  it.each([...shipped.values()])('of $name is open in the minutes of its file and in no other', (hours) => {
    const calendar = marketCalendar(hours);
    const wrong: string[] = [];
    let open = 0;
    for (const { at, isOpen, isKnown } of minutesByFile(hours, year.from, year.until)) {
      const { kind } = sessionAt(calendar, at);
      if (kind === 'open') open += 1;
      const isRight = isKnown ? (kind === 'open') === isOpen && kind !== 'unknown' : kind === 'unknown';
      if (!isRight && wrong.length < 5) wrong.push(`${new Date(at).toISOString()} is ${kind}`);
    }
    expect(wrong).toEqual([]);
    expect(open).toBe(expectedMinutes[hours.id]);
  });
});

describe('eleven weeks at one-minute steps, over all changes of the clocks in autumn, the holidays and the end of the year', () => {
  const [from, until] = [Date.UTC(2026, 9, 19), Date.UTC(2027, 0, 4)];
  const exchanges = [...shipped.keys()].filter((id) => id !== 'always-open');
  const feeds = [
    ...exchanges.map((id) => exchangeFeed(calendarOf(id))),
    cryptoFeed(calendarOf('always-open')),
    ...fixingFeeds(),
  ];

  it.each(feeds)('of $plan.id have no close in a session, nothing stale and no alarm', (feed) => {
    const { polls, open, wrong } = judge(feed, from, until);
    expect(Object.entries(wrong).filter(([, count]) => count > 0)).toEqual([]);
    expect([polls, open].every((count) => count > 1_000)).toBe(true);
  });
});

/** Minutes of regular, half and changed days of 2026, counted by hand from the exchanges' own lists. */
const expectedMinutes: Readonly<Record<string, number>> = {
  // 261 weekdays less 10 holidays, 390 minutes each; two of them 180 minutes shorter.
  nyse: 251 * 390 - 2 * 180,
  nasdaq: 251 * 390 - 2 * 180,
  tsx: 251 * 390 - 180,
  lse: 253 * 510 - 2 * 240,
  // 24, 25 and 31 December are weekdays all.
  xetra: 254 * 510 - 210,
  'euronext-paris': 256 * 510 - 2 * 205,
  tse: 242 * 330,
  hkex: 247 * 330 - 3 * 180,
  sse: 242 * 240,
  // The Union Budget came on a Sunday.
  'nse-india': 246 * 375,
  asx: 254 * 360 - 2 * 110,
  // 247 trading days, of which 164 an hour shorter in New York's summer time; Ash Wednesday begins three hours late.
  b3: 247 * 480 - 164 * 60 - 180,
  target: 256 * 930,
  'always-open': 365 * 1440,
};
