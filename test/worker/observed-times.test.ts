import { describe, expect, it } from 'vitest';
import type { Reading } from '../../src/protocol/reading.ts';
import { createObservedTimes } from '../../src/worker/observed-times.ts';
import { draftQuote, recordMetrics } from '../support/worker-rig.ts';

const metric = 'item_observed_timestamp_seconds';
const item = (name: string, cls: 'crypto' | 'index') => ({
  id: `quote:${name}` as const,
  cls,
  sources: [],
});

/** What is told of readings one after the other, each list in place of the one before. */
function told(items: readonly ReturnType<typeof item>[], ...rounds: readonly (readonly Reading[])[]) {
  const { metrics, values } = recordMetrics();
  const tell = createObservedTimes(metrics);
  return rounds.map((readings) => {
    tell(items, (id) => {
      const reading = readings.find((each) => each.id === id);
      return reading && { reading };
    });
    return Object.fromEntries(values);
  });
}

const reading = (name: string, asOf: number, more: object = {}) =>
  ({ ...draftQuote(name, '1', asOf), e: 1, s: 1, ...more }) as Reading;

it('tells of each class the oldest value that is shown, and nothing of blanks', () => {
  const items = ['A', 'B', 'C', 'D'].map((name) => item(name, 'crypto'));
  const blank: Reading = {
    id: 'quote:C',
    state: 'unavailable',
    asOf: 1_000,
    reason: 'refused',
    e: 1,
    s: 3,
  };
  const readings = [reading('A', 5_000_000), reading('B', 4_000_000), blank];
  expect(told(items, readings)).toEqual([{ [`${metric} crypto`]: 4_000 }]);
});

describe('a close', () => {
  const items = [item('SPX', 'index'), item('N225', 'index'), item('BTC', 'crypto')];
  const closed = { state: 'closed', session: { opensAt: 9_000_000 } };

  it('does not make its class look old while another of its markets is open', () => {
    const readings = [reading('SPX', 5_000_000), reading('N225', 1_000_000, closed)];
    expect(told(items, readings)).toEqual([{ [`${metric} index`]: 5_000 }]);
  });

  it('takes the class away once all its markets are closed, and brings it back with the first that opens', () => {
    const rounds = told(
      items,
      [reading('SPX', 5_000_000), reading('BTC', 5_000_000)],
      [reading('SPX', 5_000_000, closed), reading('BTC', 6_000_000)],
      [reading('SPX', 9_000_000), reading('BTC', 9_000_000)],
    );
    expect(rounds).toEqual([
      { [`${metric} index`]: 5_000, [`${metric} crypto`]: 5_000 },
      { [`${metric} crypto`]: 6_000 },
      { [`${metric} index`]: 9_000, [`${metric} crypto`]: 9_000 },
    ]);
  });

  it('counts as little where it is held; a held price of an open market counts', () => {
    const held = (session?: object) => ({ state: 'held', ...(session === undefined ? {} : { session }) });
    expect(told(items, [reading('SPX', 1_000_000, held({ opensAt: 9_000_000 }))])).toEqual([{}]);
    expect(told(items, [reading('SPX', 1_000_000, held({}))])).toEqual([{}]);
    const open = [held({ closesAt: 9_000_000 }), held()];
    for (const more of open) {
      expect(told(items, [reading('SPX', 1_000_000, more)])).toEqual([{ [`${metric} index`]: 1_000 }]);
    }
  });
});
