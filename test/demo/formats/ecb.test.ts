import { XMLParser } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { ecb } from '../../../src/demo/formats/ecb.ts';
import { createWorld, type World } from '../../../src/demo/world.ts';
import { ask } from '../ask.ts';

const daily = '/stats/eurofxref/eurofxref-daily.xml';
const history = '/stats/eurofxref/eurofxref-hist-90d.xml';
const monday = Date.UTC(2026, 10, 23, 16);

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseAttributeValue: false,
  isArray: (name, path) => name === 'Cube' && path !== 'gesmes:Envelope.Cube',
});
interface Day {
  readonly time: string;
  readonly Cube: readonly { currency: string; rate: string }[];
}
const daysOf = (xml: string): Day[] => parser.parse(xml)['gesmes:Envelope'].Cube.Cube;
const read = (path: string, now: number, world: World = createWorld(7)) =>
  daysOf(ask(ecb, path, {}, { now, world }).body);
const ratesOf = (day: Day | undefined) =>
  Object.fromEntries((day?.Cube ?? []).map(({ currency, rate }) => [currency, rate]));

describe('the daily file', () => {
  it('holds one day with about thirty currencies, and not the euro', () => {
    const days = read(daily, monday);
    const codes = days[0]?.Cube.map(({ currency }) => currency) ?? [];
    expect(days.map(({ time }) => time)).toEqual(['2026-11-23']);
    expect(new Set(codes).size).toBe(29);
    expect(codes.slice(0, 3)).toEqual(['USD', 'JPY', 'CZK']);
    expect(codes).not.toContain('EUR');
  });

  it('prints five significant digits', () => {
    for (const { rate } of read(daily, monday)[0]?.Cube ?? []) {
      expect(rate.replace('.', '').replace(/^0+/, '')).toHaveLength(5);
    }
  });

  it('still shows Friday on Monday before 16:00 in Frankfurt', () => {
    expect(read(daily, Date.UTC(2026, 10, 23, 14, 59))[0]?.time).toBe('2026-11-20');
  });

  it('does not change between two publications', () => {
    const answer = (now: number) => ask(ecb, daily, {}, { now });
    expect(answer(monday)).toEqual(answer(monday + 20 * 3_600_000));
    expect(answer(monday + 24 * 3_600_000).headers.etag).not.toBe(answer(monday).headers.etag);
  });

  it('comes as XML, with the time of its publication', () => {
    const { headers } = ask(ecb, daily, {}, { now: monday });
    expect(headers['content-type']).toBe('text/xml');
    expect(Date.parse(headers['last-modified'] ?? '')).toBe(Date.UTC(2026, 10, 23, 15));
  });
});

describe('the file of ninety days', () => {
  it('starts with the day of the daily file, rate for rate', () => {
    expect(read(history, monday)[0]).toEqual(read(daily, monday)[0]);
  });

  it('goes back about ninety days, newest first, over working days only', () => {
    const days = read(history, monday).map(({ time }) => time);
    const weekdays = days.map((day) => new Date(`${day}T00:00:00Z`).getUTCDay());
    expect(days).toEqual([...days].sort().reverse());
    expect(days.length).toBeGreaterThan(60);
    expect(days.length).toBeLessThan(67);
    expect(weekdays.filter((weekday) => weekday === 0 || weekday === 6)).toEqual([]);
  });

  it('has no day on which TARGET was closed', () => {
    const days = read(history, Date.UTC(2026, 4, 5, 18)).map(({ time }) => time);
    expect(days).toEqual(expect.arrayContaining(['2026-04-02', '2026-04-07', '2026-04-30', '2026-05-04']));
    for (const closed of ['2026-04-03', '2026-04-06', '2026-05-01']) expect(days).not.toContain(closed);
  });

  it('repeats yesterday as yesterday was published', () => {
    const yesterday = read(daily, Date.UTC(2026, 10, 20, 18))[0];
    expect(read(history, monday)[1]).toEqual(yesterday);
  });

  it('lets rates differ a little from day to day', () => {
    const [today, before] = read(history, monday).map(ratesOf);
    const change = Number(today?.USD) / Number(before?.USD) - 1;
    expect(change).not.toBe(0);
    expect(Math.abs(change)).toBeLessThan(0.04);
  });
});

describe('a rate set by hand', () => {
  it('stands on the newest day of both files, as five digits, and moves ETag and Last-Modified on', () => {
    const world = createWorld(7);
    const before = ask(ecb, daily, {}, { now: monday, world });
    world.set('ecb', 'USD', { value: '1.25', at: monday });
    const after = ask(ecb, daily, {}, { now: monday, world });
    expect(ratesOf(daysOf(after.body)[0]).USD).toBe('1.2500');
    expect(ratesOf(read(history, monday, world)[0]).USD).toBe('1.2500');
    expect(read(history, monday, world)[1]).toEqual(read(history, monday)[1]);
    expect(after.served?.USD).toBe('1.2500');
    expect(after.headers.etag).not.toBe(before.headers.etag);
    expect(Date.parse(after.headers['last-modified'] ?? '')).toBeGreaterThan(
      Date.parse(before.headers['last-modified'] ?? ''),
    );
  });

  it.each([
    ['0.00000012', '0.00000012'],
    ['1234567', '1234567'],
    ['-1', '-1.0000'],
  ])('never turns into an exponent: %s is printed as %s', (value, printed) => {
    const world = createWorld(7);
    world.set('ecb', 'JPY', { value, at: monday });
    expect(ratesOf(read(daily, monday, world)[0]).JPY).toBe(printed);
  });
});
