/** What no day of answers can do to a reader: lose an hour of the day over a change of clocks, or show a present out of range. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, instantOf, localTime } from '../../src/system/zone.ts';
import { at, type Curve, flat, follow, foreseen, hourMs, minuteMs, oslo, range } from './weather-day.ts';

describe('any day of answers', () => {
  // The days around which clocks change: by an hour, by half an hour, at two, at three and at midnight.
  const changes: readonly (readonly [string, string])[] = [
    ['Europe/Berlin', '2026-03-29'],
    ['Europe/Berlin', '2026-10-25'],
    ['America/New_York', '2026-03-08'],
    ['America/New_York', '2026-11-01'],
    ['Australia/Lord_Howe', '2026-04-05'],
    ['Australia/Lord_Howe', '2026-10-04'],
    ['America/Havana', '2026-03-08'],
    ['America/Havana', '2026-11-01'],
    ['Pacific/Auckland', '2026-04-05'],
    ['Pacific/Auckland', '2026-09-27'],
  ];

  it('has the extremes of its hours since it was first asked about, whenever that was', () => {
    const waits = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 20, maxLength: 60 });
    fc.assert(
      fc.property(
        fc.constantFrom(...changes),
        fc.array(fc.integer({ min: -300, max: 400 }), { minLength: 150, maxLength: 150 }),
        waits,
        ([zone, change], tenths, minutes) => {
          const place = follow({ ...oslo, zone });
          const begin = instantOf(addDays(change, -1), '12:00', zone);
          const origin = Math.floor(begin / hourMs) * hourMs;
          const curve: Curve = (t) => (tenths[((t - origin) / hourMs) % tenths.length] ?? 0) / 10;
          const firstOf = new Map<string, number>();
          let now = begin;
          for (const wait of minutes) {
            now += wait * minuteMs;
            const { day } = localTime(now, zone);
            const present = Math.floor(now / hourMs) * hourMs;
            if (!firstOf.has(day)) firstOf.set(day, present);
            const { value, detail } = place.ask(now, curve);
            const from = firstOf.get(day) ?? present;
            const hours = Array.from({ length: 30 }, (_, index) => from + index * hourMs)
              .filter((t) => localTime(t, zone).day === day)
              .concat(present)
              .map(curve);
            expect(detail.today?.day).toBe(day);
            expect(range({ value })).toEqual([Math.min(...hours), Math.max(...hours)]);
            expect(value.lowC).toBeLessThanOrEqual(value.tempC);
            expect(value.highC).toBeGreaterThanOrEqual(value.tempC);
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  it('never shows a present outside its range, whatever is held and told', () => {
    const degrees = fc.integer({ min: -500, max: 500 }).map((tenths) => tenths / 10);
    const told = fc.option(fc.tuple(degrees, degrees), { nil: undefined });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 600 }), degrees, told, fc.boolean()), { maxLength: 20 }),
        (answers) => {
          const place = follow();
          place.ask(at(0), flat(0));
          let now = at(0);
          for (const [wait, tempC, ends, hasDetail] of answers) {
            now += wait * minuteMs;
            const { detail } = foreseen(now, flat(tempC));
            const [lowC, highC] = [...(ends ?? [])].sort((a, b) => a - b);
            const figures = lowC === undefined || highC === undefined ? {} : { lowC, highC };
            const { value } = place.take(now, {
              asOf: now - 40 * minuteMs,
              value: { kind: 'weather', tempC, ...figures },
              ...(hasDetail && detail && { detail }),
            });
            if (value.lowC === undefined || value.highC === undefined) continue;
            expect(value.lowC).toBeLessThanOrEqual(tempC);
            expect(value.highC).toBeGreaterThanOrEqual(tempC);
          }
        },
      ),
      { numRuns: 100 },
    );
  });
});
