import { describe, expect, it } from 'vitest';
import { ecb } from '../../../src/demo/formats/ecb.ts';
import { frankfurter } from '../../../src/demo/formats/frankfurter.ts';
import { createWorld } from '../../../src/demo/world.ts';
import { ask, bodyOf } from '../ask.ts';

const monday = Date.UTC(2026, 10, 23, 16);
type Numbers = Readonly<Record<string, number>>;
interface Day {
  readonly base: string;
  readonly date: string;
  readonly rates: Numbers;
}
interface Range {
  readonly start_date: string;
  readonly end_date: string;
  readonly rates: Readonly<Record<string, Numbers>>;
}

const get = (days: string, query: Record<string, string> = {}, world = createWorld(7), now = monday) =>
  days === 'latest'
    ? ask(frankfurter, '/v1/latest', query, { now, world })
    : ask(frankfurter, '/v1/:days', query, { now, world, params: { days } });
const dayOf = (...given: Parameters<typeof get>) => bodyOf<Day>(get(...given));
const rangeOf = (...given: Parameters<typeof get>) => bodyOf<Range>(get(...given));

/** The ECB's own rates of the day that is newest at `now`, as numbers. */
const published = (now: number) => {
  const { served = {} } = ask(ecb, '/stats/eurofxref/eurofxref-daily.xml', {}, { now });
  return Object.fromEntries(Object.entries(served).map(([code, rate]) => [code, Number(rate)]));
};

describe('one day', () => {
  it('has the rates of the ECB\u2019s own file, as numbers', () => {
    expect(dayOf('latest')).toMatchObject({ base: 'EUR', date: '2026-11-23', rates: published(monday) });
    expect(dayOf('2026-11-20').rates).toEqual(published(Date.UTC(2026, 10, 20, 18)));
  });

  it('without a fixing shows the one before, under its own date', () => {
    expect(dayOf('2026-11-22').date).toBe('2026-11-20');
    expect(dayOf('2027-01-01').date).toBe('2026-11-23');
    expect(dayOf('latest', {}, createWorld(7), Date.UTC(2026, 10, 23, 14, 59)).date).toBe('2026-11-20');
  });

  it('prints the amount as the service does', () => {
    expect(get('latest').body).toMatch(/^\{"amount":1\.0,"base":"EUR",/);
  });

  it('counts in another base where one is asked for', () => {
    const euro = published(monday);
    const { base, rates } = dayOf('latest', { base: 'gbp', symbols: 'EUR,USD' });
    expect(base).toBe('GBP');
    expect(rates.EUR).toBeCloseTo(1 / (euro.GBP ?? 0), 4);
    expect(rates.USD).toBeCloseTo((euro.USD ?? 0) / (euro.GBP ?? 0), 4);
  });
});

describe('a range', () => {
  const symbols = { base: 'EUR', symbols: 'USD,GBP' };

  it('runs from its first to its last day with a fixing, oldest first', () => {
    const { start_date, end_date, rates } = rangeOf('2026-11-15..2026-11-23', symbols);
    expect([start_date, end_date]).toEqual(['2026-11-16', '2026-11-23']);
    expect(Object.keys(rates)).toEqual(['2026-11-16', '2026-11-17', '2026-11-18', '2026-11-19', '2026-11-20', '2026-11-23']); // biome-ignore format: one line
    expect(rates['2026-11-23']).toEqual({ GBP: published(monday).GBP, USD: published(monday).USD });
  });

  it('may stay open at its end', () => {
    expect(rangeOf('2026-11-19..', symbols).end_date).toBe('2026-11-23');
  });

  it('leaves out currencies that it does not know', () => {
    expect(rangeOf('2026-11-19..2026-11-23', { symbols: 'USD,RUB' }).rates['2026-11-20']).toHaveProperty(
      'USD',
    );
    expect(get('2026-11-19..2026-11-23', { symbols: 'RUB' }).status).toBe(404);
  });

  it.each([
    ['2026-11-21..2026-11-22', {}, 404],
    ['yesterday', {}, 404],
    ['2026-11-20..', { base: 'USD', symbols: 'USD' }, 422],
    ['latest', { base: 'RUB' }, 404],
  ])('of %s with %j is refused with %i and a message', (days, query, status) => {
    const answer = get(days, query);
    expect(answer.status).toBe(status);
    expect(bodyOf<object>(answer)).toHaveProperty('message');
  });
});

describe('a rate set by hand', () => {
  it('stands on the newest day only, is served as printed, and is another than the ECB\u2019s', () => {
    const world = createWorld(7);
    world.set('frankfurter', 'USD', { value: '1.25', at: monday });
    const answer = get('2026-11-19..2026-11-23', { symbols: 'USD' }, world);
    expect(answer.served).toEqual({ USD: '1.25' });
    expect(answer.body).toContain('"2026-11-23":{"USD":1.25}');
    expect(bodyOf<Range>(answer).rates['2026-11-20']).toEqual(
      rangeOf('2026-11-19..', { symbols: 'USD' }).rates['2026-11-20'],
    );
    expect(ask(ecb, '/stats/eurofxref/eurofxref-daily.xml', {}, { now: monday, world }).served?.USD).not.toBe(
      '1.2500',
    );
  });
});
