/** Feeds of every class of items that a year is judged by, each of a source that answers as sources of its kind do. */
import type { ItemId } from '../../src/protocol/item-id.ts';
import type { ItemClass } from '../../src/protocol/meta.ts';
import { coingecko } from '../../src/providers/coingecko.ts';
import { ecb } from '../../src/providers/ecb.ts';
import type { Observation, Provider } from '../../src/providers/provider.ts';
import { treasury } from '../../src/providers/treasury.ts';
import { twelvedata } from '../../src/providers/twelvedata.ts';
import { dayOfNumber } from '../../src/system/day-number.ts';
import { addDays, instantOf, localTime } from '../../src/system/zone.ts';
import { isTargetDay, isUsGovernmentDay } from '../../src/worker/business-days.ts';
import type { FixingCadence } from '../../src/worker/fixing.ts';
import { lastClose } from '../../src/worker/market-calendar.ts';
import type { MarketCalendar } from '../../src/worker/market-day.ts';
import type { FeedItem } from '../../src/worker/plan.ts';
import { minuteMs, sessionsOf } from './market-sessions.ts';
import type { SimulatedFeed, Source } from './market-year.ts';

const observation = (asOf: number, more: Partial<Observation> = {}): Observation => ({
  asOf,
  value: { kind: 'quote', price: '1' },
  ...more,
});

/** A price of the moment, then the close again and again; a word on the market it has not. */
function realtime(calendar: MarketCalendar): Source {
  const sessionNow = sessionsOf(calendar);
  return (now) => {
    const asOf = sessionNow(now).kind === 'open' ? now : lastClose(calendar, now);
    return asOf === undefined ? undefined : observation(asOf, { delay: 'realtime' });
  };
}

/** A quarter of an hour behind, with a word on whether there is trading now. */
function delayed(calendar: MarketCalendar): Source {
  const [sessionNow, sessionThen] = [sessionsOf(calendar), sessionsOf(calendar)];
  return (now) => {
    const traded = now - 15 * minuteMs;
    const asOf = sessionThen(traded).kind === 'open' ? traded : lastClose(calendar, traded);
    const marketOpen = sessionNow(now).kind === 'open';
    return asOf === undefined ? undefined : observation(asOf, { delay: 'delayed-15m', marketOpen });
  };
}

/** The close alone, an hour after it, dated by its day. */
function endOfDay(calendar: MarketCalendar): Source {
  return (now) => {
    const last = lastClose(calendar, now - 60 * minuteMs);
    let day = last === undefined ? undefined : calendar.dayAt(last - 1);
    const isOut = (closesAt = Number.POSITIVE_INFINITY) => closesAt + 60 * minuteMs <= now;
    // Over lunch the day is not over.
    while (day !== undefined && !isOut(day.sittings.at(-1)?.closesAt)) day = calendar.day(day.number - 1);
    return day && observation(Date.parse(`${dayOfNumber(day.number)}T00:00:00Z`), { delay: 'eod' });
  };
}

/** The newest fixing of a day on which there is one. */
function fixing({ zone, fixedAt, publishedAt }: FixingCadence, isOpen: (day: string) => boolean): Source {
  return (now) => {
    let { day } = localTime(now, zone);
    while (!isOpen(day) || instantOf(day, publishedAt, zone) > now) day = addDays(day, -1);
    return observation(instantOf(day, fixedAt, zone));
  };
}

type Part = readonly [cls: ItemClass, source: Source];

function feed(
  id: string,
  provider: Provider,
  parts: readonly Part[],
  calendar?: MarketCalendar,
): SimulatedFeed {
  const items = parts.map(
    ([cls]): FeedItem => ({
      id: `quote:${cls}`,
      cls,
      symbol: cls,
      tier: 'primary',
      rank: 0,
      ...(calendar === undefined ? {} : { calendar }),
    }),
  );
  const sources = new Map(parts.map(([cls, source]): [ItemId, Source] => [`quote:${cls}`, source]));
  const plan = { id, provider, items, cadence: provider.cadence };
  return { plan, sources, ...(calendar === undefined ? {} : { calendar }) };
}

/** An index in real time, a share with a delay and a commodity at the end of each day, all traded by one calendar. */
export function exchangeFeed(calendar: MarketCalendar): SimulatedFeed {
  const parts: readonly Part[] = [
    ['index', realtime(calendar)],
    ['share', delayed(calendar)],
    ['commodity', endOfDay(calendar)],
  ];
  return feed(calendar.hours.id, twelvedata, parts, calendar);
}

/** A coin by a market that never closes. */
export function cryptoFeed(calendar: MarketCalendar): SimulatedFeed {
  return feed('crypto', coingecko, [['crypto', realtime(calendar)]], calendar);
}

/** The ECB's reference rates and the US Treasury's yields, as their providers ask for them. */
export function fixingFeeds(): readonly SimulatedFeed[] {
  return [
    feed('fx', ecb, [['fx', fixing(fixingOf(ecb), isTargetDay)]]),
    feed('yield', treasury, [['yield', fixing(fixingOf(treasury), isUsGovernmentDay)]]),
  ];
}

function fixingOf({ id, cadence }: Provider): FixingCadence {
  if (cadence.kind !== 'fixing') throw new Error(`${id} publishes no fixings`);
  return cadence;
}
