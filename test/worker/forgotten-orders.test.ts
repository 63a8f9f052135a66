import { expect, it } from 'vitest';
import { maxOrderEntries, noOrders, type OrderEntry, type OrderState } from '../../src/store/orders.ts';
import { forgottenOf, isNothing, missingFrom, withForgotten } from '../../src/worker/forgotten-orders.ts';
import { acceptanceOf, correctionOf, liftOf, orderOf } from '../contracts/orders.ts';

const now = 10_000;
const since = 100;
const entry = (revision: number, given: OrderEntry['given']): OrderEntry => ({
  ...{ id: `${revision}-0`, revision, given },
});
/** A is withdrawn, the price of B agreed to, C corrected. */
const known: OrderState = {
  ...noOrders,
  revision: since,
  standing: new Map([['quote:A', { order: orderOf('withdraw', 'A') }]]),
  accepted: new Map([['quote:B', acceptanceOf('B')]]),
  corrections: [correctionOf('C')],
};
const held: OrderState = {
  ...noOrders,
  revision: 200,
  standing: new Map([['quote:X', { order: orderOf('hold', 'X') }]]),
  corrections: [correctionOf('X', 8_000)],
};
const forgottenBy = (log: readonly OrderEntry[], of = held) =>
  forgottenOf(missingFrom(of, known, now), log, since);
const all = [entry(200, orderOf('hold', 'X'))];

it('has forgotten what it lacks and says nothing of since, and holds it again with what came meanwhile', () => {
  const whole = withForgotten(held, forgottenBy(all));
  expect(whole).toEqual({
    revision: 200,
    lapsed: [],
    standing: new Map([...held.standing, ...known.standing]),
    accepted: known.accepted,
    corrections: [correctionOf('X', 8_000), correctionOf('C')],
  });
  expect(isNothing(missingFrom(whole, known, now))).toBe(true);
});

it('has forgotten nothing of an item of which anything was ordered since, and a correction is no order', () => {
  const log = [...all, entry(201, liftOf('release', 'A')), entry(202, orderOf('pin', 'B'))];
  expect(forgottenBy(log)).toMatchObject({ standing: [], accepted: [] });
  const others = [...all, entry(201, correctionOf('A')), entry(202, correctionOf('B'))];
  expect(forgottenBy(others)).toMatchObject({ standing: [{}], accepted: [{}] });
});

it('does not take for a lift what was said before that which we know', () => {
  const log = [entry(since - 1, liftOf('release', 'A')), entry(since, orderOf('withdraw', 'A')), ...all];
  expect(forgottenBy(log).standing).toHaveLength(1);
});

it('trusts the store where its log is full and its beginning cut off', () => {
  const full = Array.from({ length: maxOrderEntries }, (_, at) => entry(200 + at, orderOf('hold', 'X')));
  expect(forgottenBy(full)).toMatchObject({ standing: [], accepted: [] });
  expect(forgottenBy([entry(since, orderOf('hold', 'X')), ...full.slice(1)]).standing).toHaveLength(1);
});

it('misses nothing that is over by now, and no correction where the list is full', () => {
  const until = now;
  const over: OrderState = {
    ...noOrders,
    standing: new Map([['quote:A', { order: orderOf('withdraw', 'A', { until }) }]]),
    accepted: new Map([['quote:B', { ...acceptanceOf('B'), at: now - 7 * 86_400_000 }]]),
    corrections: [correctionOf('C', 1)],
  };
  const corrections = Array.from({ length: 200 }, (_, at) => correctionOf('X', 500 - at));
  expect(isNothing(missingFrom({ ...noOrders, corrections }, over, now))).toBe(true);
});
