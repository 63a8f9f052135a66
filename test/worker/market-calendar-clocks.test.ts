/** Every change of the clocks at every exchange that its calendar covers, and the weeks in which Europe and America are nearer than usual. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayNumber } from '../../src/system/day-number.ts';
import { addDays, instantOf, offsetMs } from '../../src/system/zone.ts';
import { lastClose, nextOpen, sessionAt } from '../../src/worker/market-calendar.ts';
import { at, calendarOf, shipped, wallClock } from '../support/calendars.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Sundays on which clocks change (IANA time zone database), and by how many hours they then go forward. */
const newYork = {
  ...{ '2026-03-08': 1, '2026-11-01': -1, '2027-03-14': 1, '2027-11-07': -1 },
  ...{ '2028-03-12': 1, '2028-11-05': -1 },
};
const europe = {
  ...{ '2026-03-29': 1, '2026-10-25': -1, '2027-03-28': 1, '2027-10-31': -1, '2028-03-26': 1 },
  ...{ '2028-10-29': -1, '2029-03-25': 1, '2029-10-28': -1, '2030-03-31': 1, '2030-10-27': -1 },
};
/** Exchanges that are not named have no summer time: São Paulo since 2019, Mumbai, Shanghai, Hong Kong and Tokyo for longer. */
const changes: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  nyse: newYork,
  nasdaq: newYork,
  tsx: newYork,
  lse: europe,
  xetra: europe,
  'euronext-paris': europe,
  target: europe,
  asx: { '2026-04-05': -1, '2026-10-04': 1 },
};
const all = Object.entries(changes).flatMap(([id, byDay]) =>
  Object.entries(byDay)
    .filter(([sunday]) => sunday <= calendarOf(id).hours.until)
    .map(([sunday, hours]) => ({ id, sunday, hours })),
);
const withoutSummerTime = [
  ['b3', '13:00', undefined],
  ['nse-india', '03:45', undefined],
  ['sse', '01:30', '05:00'],
  ['hkex', '01:30', '05:00'],
  ['tse', '00:00', '03:30'],
] as const;
const exchanges = [...shipped.keys()].filter((id) => id !== 'always-open');
const anyExchange = fc.constantFrom(...exchanges);
/** Any minute of 2026 but for its ends, where a night is longer than what is known. */
const anyMoment = fc
  .integer({ min: Date.UTC(2026, 0, 12) / 60_000, max: Date.UTC(2026, 11, 20) / 60_000 })
  .map((minutes) => minutes * 60_000);

describe('the changes of the clocks', () => {
  it('are those that the platform knows, at every exchange and in every year that its calendar covers', () => {
    const found = exchanges.flatMap((id) => {
      const { zone, from, until } = calendarOf(id).hours;
      const length = dayNumber(until) - dayNumber(from) + 1;
      const days = Array.from({ length }, (_, index) => addDays(from, index));
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

  it.each(withoutSummerTime)(
    'are none of those of %s, which opens at %s UTC all year',
    (id, opens, after) => {
      const calendar = calendarOf(id);
      const half = Object.values(calendar.hours.halfDays).flatMap(({ open }) => open ?? []);
      const found = new Set<string>();
      let opensAt = nextOpen(calendar, at(calendar, '2026-01-01 00:00'));
      while (opensAt !== undefined && opensAt < Date.UTC(2027, 0, 1)) {
        const isLate = half.includes(wallClock(calendar.hours, opensAt).slice(11));
        if (!isLate) found.add(new Date(opensAt).toISOString().slice(11, 16));
        opensAt = nextOpen(calendar, opensAt);
      }
      expect([...found].sort()).toEqual(after === undefined ? [opens] : [opens, after]);
    },
  );

  it.each([
    ['2026-04-02', '2026-04-01T23:00'],
    ['2026-04-07', '2026-04-07T00:00'],
    ['2026-10-02', '2026-10-02T00:00'],
    ['2026-10-05', '2026-10-04T23:00'],
    // Weeks in which Sydney has summer time already, and Europe and America still.
    ['2026-10-23', '2026-10-22T23:00'],
    // And in which the three of them changed within a month.
    ['2026-03-09', '2026-03-08T23:00'],
    ['2026-03-30', '2026-03-29T23:00'],
  ])('of Sydney, where it is summer in winter, let it open on %s at %s UTC', (day, opens) => {
    const sydney = calendarOf('asx');
    const opensAt = nextOpen(sydney, at(sydney, `${day} 00:00`)) ?? 0;
    expect(new Date(opensAt).toISOString().slice(0, 16)).toBe(opens);
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
    ['before both, in the winter after', '2027-03-12', '14:30', '16:30'],
    ["in New York's summer and Europe's winter of 2027", '2027-03-15', '13:30', '16:30'],
    ['on the last day of those two weeks, the Thursday before Easter', '2027-03-25', '13:30', '16:30'],
    ['in the summer of 2027', '2027-03-30', '13:30', '15:30'],
    ['on the last day of that summer', '2027-10-29', '13:30', '15:30'],
    ["in New York's summer and Europe's winter again, in 2027", '2027-11-01', '13:30', '16:30'],
    ['on the last day of that week', '2027-11-05', '13:30', '16:30'],
    ['after both, in the winter of 2027', '2027-11-08', '14:30', '16:30'],
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
