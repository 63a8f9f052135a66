/** Every change of the clocks of 2026 at every exchange, and the weeks in which Europe and America are nearer than usual. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayNumber } from '../../src/system/day-number.ts';
import { addDays, instantOf, offsetMs } from '../../src/system/zone.ts';
import { lastClose, nextOpen, sessionAt } from '../../src/worker/market-calendar.ts';
import { at, calendarOf, shipped, wallClock } from '../support/calendars.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Sundays on which clocks change in 2026 (IANA time zone database), and by how many hours they then go forward. */
const changes: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  nyse: { '2026-03-08': 1, '2026-11-01': -1 },
  nasdaq: { '2026-03-08': 1, '2026-11-01': -1 },
  tsx: { '2026-03-08': 1, '2026-11-01': -1 },
  lse: { '2026-03-29': 1, '2026-10-25': -1 },
  xetra: { '2026-03-29': 1, '2026-10-25': -1 },
  'euronext-paris': { '2026-03-29': 1, '2026-10-25': -1 },
  target: { '2026-03-29': 1, '2026-10-25': -1 },
  asx: { '2026-04-05': -1, '2026-10-04': 1 },
};
const all = Object.entries(changes).flatMap(([id, byDay]) =>
  Object.entries(byDay).map(([sunday, hours]) => ({ id, sunday, hours })),
);
const exchanges = [...shipped.keys()].filter((id) => id !== 'always-open');
const anyExchange = fc.constantFrom(...exchanges);
/** Any minute of 2026 but for its ends, where a night is longer than what is known. */
const anyMoment = fc
  .integer({ min: Date.UTC(2026, 0, 12) / 60_000, max: Date.UTC(2026, 11, 20) / 60_000 })
  .map((minutes) => minutes * 60_000);

describe('the changes of the clocks', () => {
  it('of 2026 are those that the platform knows, at every exchange', () => {
    const found = exchanges.flatMap((id) => {
      const { zone } = calendarOf(id).hours;
      const days = Array.from({ length: 365 }, (_, index) => addDays('2026-01-01', index));
      return days.flatMap((day) => {
        const [before, after] = [day, addDays(day, 1)].map((each) =>
          offsetMs(instantOf(each, '00:00', zone), zone),
        );
        const hours = ((after ?? 0) - (before ?? 0)) / hourMs;
        return hours === 0 ? [] : [{ id, sunday: day, hours }];
      });
    });
    const sorted = (list: typeof all) => list.map((each) => JSON.stringify(each)).sort();
    expect(sorted(found)).toEqual(sorted(all));
  });

  it.each(all)('$sunday at $id leave its hours by its own clock as they are', ({ id, sunday, hours }) => {
    const calendar = calendarOf(id);
    const opens = (day: string) => nextOpen(calendar, at(calendar, `${day} 00:00`)) ?? Number.NaN;
    // Easter Monday may follow: then the Tuesday is compared.
    const [before, after] = [opens(addDays(sunday, -9)), opens(addDays(sunday, 1))];
    expect(wallClock(calendar.hours, after).slice(11)).toBe(wallClock(calendar.hours, before).slice(11));
    // By the world's clock the exchange opens earlier once its own clocks have gone forward.
    const days = [after, before].map((ms) => dayNumber(wallClock(calendar.hours, ms).slice(0, 10)));
    const wallMs = ((days[0] ?? 0) - (days[1] ?? 0)) * dayMs;
    expect(wallMs - (after - before)).toBe(hours * hourMs);
    const weekend = sessionAt(calendar, at(calendar, `${sunday} 02:30`));
    expect(weekend).toEqual({ kind: 'closed', reason: 'weekend', opensAt: after });
  });

  it('and anything else never lead to an opening or a close that the file does not have', () => {
    fc.assert(
      fc.property(anyExchange, anyMoment, (id, moment) => {
        const calendar = calendarOf(id);
        const { sessions, halfDays } = calendar.hours;
        const halves = Object.values(halfDays);
        const opens = [
          ...sessions.flatMap(({ hours }) => hours.map(([open]) => open)),
          ...halves.map((half) => half.open),
        ];
        const closes = [
          ...sessions.flatMap(({ hours }) => hours.map(([, close]) => close)),
          ...halves.map((half) => half.close),
        ];
        expect(opens).toContain(wallClock(calendar.hours, nextOpen(calendar, moment) ?? 0).slice(11));
        expect(closes).toContain(wallClock(calendar.hours, lastClose(calendar, moment) ?? 0).slice(11));
      }),
      { numRuns: 500 },
    );
  });

  it('and anything else leave sessions that agree about where they begin and end', () => {
    fc.assert(
      fc.property(anyExchange, anyMoment, (id, moment) => {
        const calendar = calendarOf(id);
        const session = sessionAt(calendar, moment);
        const kindAt = (ms: number) => sessionAt(calendar, ms).kind;
        const [last, next] = [
          lastClose(calendar, moment) ?? Number.NaN,
          nextOpen(calendar, moment) ?? Number.NaN,
        ];
        expect([last <= moment, moment < next]).toEqual([true, true]);
        expect([kindAt(last - 1), kindAt(last), kindAt(next - 1), kindAt(next)]).toEqual([
          'open',
          expect.not.stringMatching('open'),
          expect.not.stringMatching('open'),
          'open',
        ]);
        if (session.kind === 'open') {
          const { opensAt = Number.NaN, closesAt = Number.NaN } = session;
          expect([last <= opensAt, opensAt <= moment, moment < closesAt, closesAt <= next]).not.toContain(
            false,
          );
          expect(sessionAt(calendar, opensAt)).toEqual(session);
          expect(sessionAt(calendar, closesAt - 1)).toEqual(session);
        } else if (session.kind === 'closed') expect(session.opensAt).toBe(next);
        else expect(session).toEqual({ kind: 'break', resumesAt: next });
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('the weeks in which Europe and America differ', () => {
  const utc = (id: string, moment: string) =>
    new Date(at(calendarOf(id), moment)).toISOString().slice(11, 16);

  it.each([
    ['before both, in winter', '2026-03-06', '14:30', '16:30'],
    ["in New York's summer and Europe's winter", '2026-03-09', '13:30', '16:30'],
    ["on the last day of New York's summer and Europe's winter", '2026-03-27', '13:30', '16:30'],
    ['in summer', '2026-03-30', '13:30', '15:30'],
    ['on the last day of summer', '2026-10-23', '13:30', '15:30'],
    ["in New York's summer and Europe's winter again", '2026-10-26', '13:30', '16:30'],
    ['after both, in winter', '2026-11-02', '14:30', '16:30'],
  ])(
    '%s New York opens and Europe closes by their own clocks: %s',
    (_when, day, newYorkOpens, europeCloses) => {
      const turn = (id: string, find: typeof nextOpen, moment: string) => {
        const calendar = calendarOf(id);
        return new Date(find(calendar, at(calendar, `${day} ${moment}`)) ?? 0).toISOString();
      };
      expect(turn('nyse', nextOpen, '00:00')).toBe(`${day}T${newYorkOpens}:00.000Z`);
      for (const id of ['lse', 'xetra', 'euronext-paris']) {
        expect([id, turn(id, lastClose, '23:59')]).toEqual([id, `${day}T${europeCloses}:00.000Z`]);
      }
    },
  );

  it('have five hours in place of six between the close of Xetra and that of New York', () => {
    expect([utc('xetra', '2026-03-06 17:30'), utc('nyse', '2026-03-06 16:00')]).toEqual(['16:30', '21:00']);
    expect([utc('xetra', '2026-03-20 17:30'), utc('nyse', '2026-03-20 16:00')]).toEqual(['16:30', '20:00']);
  });

  it('and all others end at the same moment in São Paulo and New York', () => {
    const [saoPaulo, newYork] = [calendarOf('b3'), calendarOf('nyse')];
    const differing = Array.from({ length: 365 }, (_, index) => addDays('2026-01-01', index)).filter(
      (day) => {
        const noon = at(newYork, `${day} 14:00`);
        const [here, there] = [sessionAt(saoPaulo, noon), sessionAt(newYork, noon)];
        return here.kind === 'open' && there.kind === 'open' && here.closesAt !== there.closesAt;
      },
    );
    expect(differing).toEqual([]);
  });
});
