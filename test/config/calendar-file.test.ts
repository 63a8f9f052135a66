import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCalendarFile } from '../../src/config/calendar-file.ts';
import { problemsOf, writeFiles } from './write-config.ts';

const good = `name: Somewhere Exchange
zone: Asia/Tokyo
source: https://exchange.example/calendar
from: 2026-01-01
until: 2026-12-31
sessions:
  - weekdays: [mon, tue, wed, thu, fri]
    hours: [[09:00, 11:30], [12:30, 15:30]]
holidays:
  2026-01-01: New Year's Day
halfDays:
  2026-12-30: { close: 11:30, name: Year's end }
specialSessions:
  2026-11-08: { hours: [[18:15, 19:15]], name: An hour on a Sunday }
`;

async function read(text: string) {
  const folder = await writeFiles({ 'somewhere.yaml': text });
  return readCalendarFile(path.join(folder, 'somewhere.yaml'));
}

/** The good file with one part exchanged; fails where that part is not in it. */
function broken(part: string, by: string): string {
  if (!good.includes(part)) throw new Error(`the good file has no ${part}`);
  return good.replace(part, by);
}

type Case = readonly [what: string, text: string, path: string, line: number | undefined, rule: RegExp];

const cases: readonly Case[] = [
  ['an unknown key', `colour: red\n${good}`, 'colour', 1, /not a key that is known here$/],
  ['a key that is nearly one', broken('holidays:', 'holydays:'), 'holydays', 9, /did you mean holidays\?$/],
  [
    'a key of sessions that is nearly one',
    broken('hours:', 'hour: 9\n    hours:'),
    'sessions.0.hour',
    8,
    /hours\?$/,
  ],
  [
    'a key of a half day that is nearly one',
    broken('close: 11:30', 'closes: 11:30, close: 11:30'),
    'halfDays.2026-12-30.closes',
    12,
    /did you mean close\?$/,
  ],
  ['no zone', broken('zone: Asia/Tokyo\n', ''), 'zone', undefined, /be given: text/],
  ['a zone that there is not', broken('Asia/Tokyo', 'Asia/Tokio'), 'zone', 2, /IANA/],
  ['a source without TLS', broken('https:', 'http:'), 'source', 3, /https/],
  [
    'a day that there is not',
    broken('2026-01-01: New', '2026-02-30: New'),
    'holidays.2026-02-30',
    10,
    /date/,
  ],
  ['a day in words', broken('from: 2026-01-01', 'from: January'), 'from', 4, /such as 2026-11-26/],
  ['an end before its beginning', broken('until: 2026', 'until: 2025'), 'until', 5, /before `from`/],
  ['an end beyond reason', broken('until: 2026', 'until: 2226'), 'until', 5, /hundred years/],
  ['no sessions', broken('  - weekdays', '  []\nx:\n  - weekdays'), 'sessions', 6, /at least 1/],
  ['a weekday that there is not', broken('[mon, tue', '[mon, die'), 'sessions.0.weekdays.1', 7, /tue/],
  ['a weekday given twice', broken('[mon, tue', '[mon, mon'), 'sessions.0.weekdays', 7, /twice/],
  ['an hour of one digit', broken('[09:00', '[9:00'), 'sessions.0.hours.0.0', 8, /such as 09:30/],
  ['a minute of 60', broken('15:30', '15:60'), 'sessions.0.hours.1.1', 8, /such as 09:30/],
  [
    'a close before its open',
    broken('[12:30, 15:30]', '[15:30, 12:30]'),
    'sessions.0.hours.1',
    8,
    /after it/,
  ],
  ['a close at its open', broken('[12:30, 15:30]', '[12:30, 12:30]'), 'sessions.0.hours.1', 8, /after it/],
  ['sessions that overlap', broken('[12:30', '[11:00'), 'sessions.0.hours.1', 8, /overlap the one before/],
  [
    'a weekday with two sets of sessions',
    broken('holidays:', '  - weekdays: [fri]\n    hours: [[16:00, 17:00]]\nholidays:'),
    'sessions.1.weekdays',
    9,
    /overlap with sessions above/,
  ],
  [
    'sessions from a day that is not covered',
    broken('holidays:', '  - from: 2027-01-04\n    weekdays: [fri]\n    hours: [[16:00, 17:00]]\nholidays:'),
    'sessions.1.from',
    9,
    /2026-01-01 to 2026-12-31/,
  ],
  [
    'a holiday that is not covered',
    broken('2026-01-01: New', '2027-01-01: New'),
    'holidays.2027-01-01',
    10,
    /covers/,
  ],
  [
    'a half day that is not covered',
    broken('2026-12-30', '2027-12-30'),
    'halfDays.2027-12-30',
    12,
    /2026-01-01 to 2026-12-31/,
  ],
  [
    'a half day that is a holiday',
    broken('2026-12-30', '2026-01-01'),
    'halfDays.2026-01-01',
    12,
    /holiday as well/,
  ],
  [
    'a half day on a weekend',
    broken('2026-12-30', '2026-12-26'),
    'halfDays.2026-12-26',
    12,
    /has regular sessions/,
  ],
  [
    'a half day as long as any',
    broken('close: 11:30', 'close: 15:30'),
    'halfDays.2026-12-30.close',
    12,
    /09:00 to 15:30/,
  ],
  [
    'a half day that begins with the day',
    broken('close: 11:30', 'open: 09:00'),
    'halfDays.2026-12-30.open',
    12,
    /09:00/,
  ],
  [
    'a half day that begins at the close',
    broken('close: 11:30', 'open: 15:30'),
    'halfDays.2026-12-30.open',
    12,
    /within the regular hours/,
  ],
  [
    'a half day of a lunch break',
    broken('close: 11:30', 'open: 11:30, close: 12:30'),
    'halfDays.2026-12-30.close',
    12,
    /some trading/,
  ],
  ['a half day of no hours', broken('close: 11:30, ', ''), 'halfDays.2026-12-30', 12, /`open` or a `close`/],
  [
    'a special session on a day that trades as ever',
    broken('2026-11-08', '2026-11-09'),
    'specialSessions.2026-11-09',
    14,
    /must be a holiday, or a day that has no regular sessions/,
  ],
  [
    'a special session that is not covered',
    broken('2026-11-08', '2027-11-07'),
    'specialSessions.2027-11-07',
    14,
    /2026-01-01 to 2026-12-31/,
  ],
  [
    'a special session that closes before it opens',
    broken('[18:15, 19:15]', '[19:15, 18:15]'),
    'specialSessions.2026-11-08.hours.0',
    14,
    /after it/,
  ],
  [
    'a special session without hours',
    broken('[[18:15, 19:15]]', '[]'),
    'specialSessions.2026-11-08.hours',
    14,
    /at least 1/,
  ],
  [
    'a key of a special session that is nearly one',
    broken('{ hours:', '{ houres: 1, hours:'),
    'specialSessions.2026-11-08.houres',
    14,
    /did you mean hours\?$/,
  ],
  [
    'a holiday of two lines',
    broken("New Year's Day", '"New\\nYear"'),
    'holidays.2026-01-01',
    10,
    /control or direction/,
  ],
  ['a day given twice', broken('halfDays:', '  2026-01-01: Again\nhalfDays:'), 'yaml', 11, /unique/],
];

describe('a calendar file with', () => {
  it('nothing wrong is read whole, weekdays as numbers', async () => {
    expect(await read(good)).toEqual({
      id: 'somewhere',
      name: 'Somewhere Exchange',
      zone: 'Asia/Tokyo',
      source: 'https://exchange.example/calendar',
      from: '2026-01-01',
      until: '2026-12-31',
      sessions: [
        {
          weekdays: [1, 2, 3, 4, 5],
          hours: [
            ['09:00', '11:30'],
            ['12:30', '15:30'],
          ],
        },
      ],
      holidays: { '2026-01-01': "New Year's Day" },
      halfDays: { '2026-12-30': { close: '11:30', name: "Year's end" } },
      specialSessions: { '2026-11-08': { hours: [['18:15', '19:15']], name: 'An hour on a Sunday' } },
    });
  });

  it('a special session on a holiday is right', async () => {
    const text = broken('2026-11-08', '2026-01-01');
    expect((await read(text)).specialSessions).toHaveProperty('2026-01-01');
  });

  it('one weekday under two sets of hours, of which the later begins later, is right', async () => {
    const text = broken(
      'holidays:',
      '  - from: 2026-11-02\n    weekdays: [fri]\n    hours: [[09:00, 11:30]]\nholidays:',
    );
    expect((await read(text)).sessions).toHaveLength(2);
  });

  it.each(cases)('%s is refused by key, line and rule', async (_what, text, path, line, rule) => {
    const { problems } = await problemsOf(read(text));
    const problem = problems.find((each) => each.path === path);
    expect(problem?.rule).toMatch(rule);
    expect(problem?.line).toBe(line);
  });

  it('several mistakes names them all at once', async () => {
    const unread = await problemsOf(
      read(broken('Asia/Tokyo', 'Nowhere').replace('[09:00', '[9').replace('until: 2026', 'until: 26')),
    );
    expect(unread.problems.map(({ path }) => path)).toEqual(['zone', 'until', 'sessions.0.hours.0.0']);
    const unfitting = await problemsOf(
      read(
        broken('[12:30', '[11:00').replace('2026-01-01: New', '2025-01-01: New').replace('12-30', '12-26'),
      ),
    );
    expect(unfitting.problems.map(({ path }) => path)).toEqual([
      'sessions.0.hours.1',
      'holidays.2025-01-01',
      'halfDays.2026-12-26',
    ]);
  });

  it.each([
    ['nothing', ''],
    ['a list', '- a\n'],
    ['an alias of nothing', 'name: *none\n'],
  ])('%s is refused as a whole', async (_what, text) => {
    expect((await problemsOf(read(text))).problems).toHaveLength(1);
  });
});
