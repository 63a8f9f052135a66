import { describe, expect, it } from 'vitest';
import type { ValuedReading } from '../../src/protocol/reading.ts';
import { valueDraft } from '../../src/worker/draft.ts';
import { feedDueAt } from '../../src/worker/feed-due.ts';
import { sessionTurns } from '../../src/worker/session-turns.ts';
import { at, calendarOf } from '../support/calendars.ts';
import { makePlan, makeProvider, observe } from '../support/worker-rig.ts';

const nyse = calendarOf('nyse');
const moment = (wallClock: string) => at(nyse, wallClock);
const cadence = { kind: 'continuous', everyMs: 60_000, staleAfterMs: 1_200_000 } as const;
const bare = makePlan(makeProvider({ cadence }), ['A']);
const plan = { ...bare, items: bare.items.map((item) => ({ ...item, calendar: nyse })) };
const [item] = plan.items;

function reading(asOf: string, now: string, more: Partial<ValuedReading> = {}): ValuedReading {
  if (item === undefined) throw new Error('there is no item');
  const draft = valueDraft(plan, item, observe('1', moment(asOf)), moment(now)) as ValuedReading;
  return { ...draft, e: 1, s: 1, ...more };
}
const turned = (held: ValuedReading, now: string) =>
  sessionTurns([plan], () => ({ reading: held }), moment(now)).map(({ draft }) => draft);

describe('a price whose market turns', () => {
  it('is a close from the minute of the close on, until trading begins again', () => {
    const open = reading('2026-11-25 15:45', '2026-11-25 15:59');
    expect(open).toMatchObject({ state: 'live', session: { closesAt: moment('2026-11-25 16:00') } });
    expect(turned(open, '2026-11-25 15:59')).toEqual([]);
    expect(turned(open, '2026-11-25 16:00')).toMatchObject([
      {
        state: 'closed',
        staleAt: moment('2026-11-27 09:50'),
        session: { opensAt: moment('2026-11-27 09:30') },
      },
    ]);
  });

  it('is live from the minute of the opening on, and told of a half day', () => {
    const closed = reading('2026-11-25 16:00', '2026-11-26 12:00');
    expect(closed).toMatchObject({ state: 'closed', session: { holiday: 'Thanksgiving Day' } });
    const [open] = turned(closed, '2026-11-27 09:30');
    expect(open).toMatchObject({
      state: 'live',
      session: { closesAt: moment('2026-11-27 13:00'), isHalfDay: true },
    });
    expect(turned({ ...open, e: 1, s: 2 } as ValuedReading, '2026-11-27 09:31')).toEqual([]);
  });

  it("stays held, stays pinned, and stays another source's", () => {
    const open = ['2026-11-25 15:45', '2026-11-25 15:59'] as const;
    expect(turned(reading(...open, { state: 'held' }), '2026-11-25 16:00')).toMatchObject([
      { state: 'held' },
    ]);
    expect(turned(reading(...open, { pinned: true }), '2026-11-25 16:00')).toEqual([]);
    expect(turned(reading(...open, { source: 'other' }), '2026-11-25 16:00')).toEqual([]);
  });
});

describe('a close whose calendar comes to its end', () => {
  const tokyo = calendarOf('tse');
  const sydney = calendarOf('asx');
  const heard = (calendar: typeof tokyo, asOf: string, now: string): ValuedReading => {
    const [first] = bare.items;
    if (first === undefined) throw new Error('there is no item');
    const observation = observe('1', at(calendar, asOf));
    const draft = valueDraft(bare, { ...first, calendar }, observation, at(calendar, now)) as ValuedReading;
    return { ...draft, e: 1, s: 1 };
  };
  const turnedAt = (calendar: typeof tokyo, held: ValuedReading, now: string) => {
    const feed = { ...bare, items: bare.items.map((each) => ({ ...each, calendar })) };
    return sessionTurns([feed], () => ({ reading: held }), at(calendar, now)).map(({ draft }) => draft);
  };

  it.each([
    ['on a holiday', tokyo, '2027-12-30 15:30', '2027-12-31', '2028-01-01 00:00'],
    ['in a plain night', sydney, '2026-12-31 14:10', '2026-12-31', '2027-01-01 00:00'],
  ] as const)('%s is no close by it from that midnight on, nor stale', (_when, calendar, asOf, day, end) => {
    const close = heard(calendar, asOf, `${day} 20:00`);
    expect(close.state).toBe('closed');
    expect(turnedAt(calendar, close, `${day} 23:59`)).toEqual([]);
    const [turned] = turnedAt(calendar, close, end);
    expect(turned).toMatchObject({ state: 'live', asOf: close.asOf, staleAt: close.staleAt });
    expect(turned).not.toHaveProperty('session');
    expect(close.staleAt).toBeGreaterThan(at(calendar, end));
    expect(turnedAt(calendar, { ...turned, e: 1, s: 2 } as ValuedReading, end)).toEqual([]);
  });

  it("and of which its provider says since that it is closed is left at the provider's word", () => {
    const [first] = bare.items;
    if (first === undefined) throw new Error('there is no item');
    const observation = { ...observe('1', at(sydney, '2026-12-31 14:10')), marketOpen: false };
    const now = at(sydney, '2027-01-01 12:00');
    const draft = valueDraft(bare, { ...first, calendar: sydney }, observation, now) as ValuedReading;
    expect(draft.state).toBe('closed');
    expect(turnedAt(sydney, { ...draft, e: 1, s: 1 }, '2027-01-01 12:01')).toEqual([]);
  });

  it('stays held where it was held', () => {
    const close = { ...heard(sydney, '2026-12-31 14:10', '2026-12-31 20:00'), state: 'held' } as const;
    expect(turnedAt(sydney, close, '2027-01-01 00:00')).toMatchObject([{ state: 'held' }]);
  });
});

describe('a feed whose markets are closed', () => {
  const dueAfter = (held: ValuedReading, tried: string) =>
    feedDueAt(plan, () => ({ reading: held }), { lastTryAt: moment(tried), failures: 0, chance: 0 }) -
    moment(tried);
  const close = reading('2026-11-25 16:00', '2026-11-25 16:30');

  it('is asked as ever until the last price is in, then once an hour and at the opening', () => {
    expect(dueAfter(close, '2026-11-25 16:39')).toBeLessThan(65_000);
    expect(dueAfter(close, '2026-11-25 16:40')).toBeGreaterThanOrEqual(3_600_000);
    expect(dueAfter(close, '2026-11-27 09:10')).toBe(20 * 60_000 + 2_000);
  });

  it('is asked as ever where its provider says that there is trading', () => {
    expect(dueAfter({ ...close, state: 'live' }, '2026-11-26 12:00')).toBeLessThan(65_000);
  });
});
