import { describe, expect, it } from 'vitest';
import type { Reading } from '../../src/protocol/reading.ts';
import { twelvedata } from '../../src/providers/twelvedata.ts';
import type { HeldOf } from '../../src/worker/feed-answers.ts';
import { restsUntil } from '../../src/worker/market-rest.ts';
import { at, calendarOf, wallClock } from '../support/calendars.ts';
import { draftQuote, makePlan } from '../support/worker-rig.ts';

const nothing: HeldOf = () => undefined;
const bare = makePlan(twelvedata, ['A', 'B']);

/** A feed of Twelve Data with an item of each exchange: a delay of 15 minutes, asked each minute. */
const planOf = (...ids: string[]) => ({
  ...bare,
  items: bare.items
    .slice(0, ids.length)
    .map((item, index) => ({ ...item, calendar: calendarOf(ids[index] ?? '') })),
});

/** By the first exchange's own wall clock. */
function rest(ids: readonly string[], now: string, held = nothing): string | undefined {
  const calendar = calendarOf(ids[0] ?? '');
  const until = restsUntil(planOf(...ids), held, at(calendar, now));
  return until === undefined ? undefined : wallClock(calendar.hours, until);
}

describe('a feed whose market has closed', () => {
  it.each([
    ['asx', '2026-11-25 16:11', '2026-11-26 10:00'],
    ['hkex', '2026-11-25 16:10', '2026-11-26 09:30'],
    ['xetra', '2026-11-25 17:40', '2026-11-26 09:00'],
    ['hkex', '2026-12-24 12:10', '2026-12-28 09:30'],
  ])('at %s is asked each minute until a delay after the auction that ends by %s', (id, auction, opens) => {
    const delayMs = 15 * 60_000;
    const isIn = at(calendarOf(id), auction) + delayMs;
    expect(rest([id], wallClock(calendarOf(id).hours, isIn + 60_000))).toBeUndefined();
    expect(rest([id], wallClock(calendarOf(id).hours, isIn + 20 * 60_000))).toBe(opens);
  });

  it('rests 40 minutes after its close, and through a lunch break after 20', () => {
    expect(rest(['nyse'], '2026-11-25 16:39')).toBeUndefined();
    expect(rest(['nyse'], '2026-11-25 16:40')).toBe('2026-11-27 09:30');
    expect(rest(['hkex'], '2026-11-25 12:19')).toBeUndefined();
    expect(rest(['hkex'], '2026-11-25 12:20')).toBe('2026-11-25 13:00');
  });

  it('rests until the first of its markets opens, and while none of them trades', () => {
    expect(rest(['nyse', 'lse'], '2026-11-24 16:39')).toBeUndefined();
    expect(rest(['nyse', 'lse'], '2026-11-24 16:40')).toBe('2026-11-25 03:00');
    expect(rest(['nyse', 'lse'], '2026-11-25 03:00')).toBeUndefined();
    expect(rest(['nyse'], '2026-11-25 12:00')).toBeUndefined();
  });

  it('does not rest over a price that is no close: of before the auction, live or held', () => {
    const closed = draftQuote('A', '1', at(calendarOf('nyse'), '2026-11-25 16:00'));
    const held = (state: 'closed' | 'live' | 'held'): HeldOf => {
      return () => ({ reading: { ...closed, e: 1, s: 1, state } as Reading });
    };
    expect(rest(['nyse'], '2026-11-25 16:39', held('closed'))).toBeUndefined();
    expect(rest(['nyse'], '2026-11-25 20:00', held('closed'))).toBe('2026-11-27 09:30');
    for (const state of ['live', 'held'] as const) {
      expect(rest(['nyse'], '2026-11-25 20:00', held(state))).toBeUndefined();
    }
  });
});
