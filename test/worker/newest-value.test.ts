import { describe, expect, it } from 'vitest';
import type { ItemId } from '../../src/protocol/item-id.ts';
import type { Draft } from '../../src/protocol/reading.ts';
import { newestAsOf, standsStillSince } from '../../src/worker/newest-value.ts';
import { continuous, draftQuote, fixing, makePlan, makeProvider } from '../support/worker-rig.ts';

const noon = Date.UTC(2026, 10, 23, 12);
const heldOf =
  (...drafts: Draft[]) =>
  (id: ItemId) => {
    const draft = drafts.find((one) => one.id === id);
    return draft && { reading: { ...draft, e: 1, s: 1 } };
  };
const plan = makePlan(makeProvider());
const old = noon - continuous.staleAfterMs - 1;
const a = draftQuote('A', '1', old);

describe('the newest time of a value', () => {
  it('is that of the newest item, and none where nothing has a value', () => {
    expect(newestAsOf(plan, heldOf(a, draftQuote('B', '1', noon)))).toBe(noon);
    expect(
      newestAsOf(plan, heldOf({ id: 'quote:A', state: 'unavailable', asOf: 1, reason: 'refused' })),
    ).toBe(undefined);
  });
});

describe('a feed that answers', () => {
  it('stands still since its newest value where that was too old to look live', () => {
    expect(standsStillSince(plan, heldOf(a), noon)).toBe(old);
    expect(standsStillSince(plan, heldOf(a), noon - 1)).toBeUndefined();
  });

  it('does not where one item moves, or none has a value', () => {
    expect(standsStillSince(plan, heldOf(a, draftQuote('B', '1', noon)), noon)).toBeUndefined();
    expect(standsStillSince(plan, heldOf(), noon)).toBeUndefined();
  });

  it('does not where its market is closed, and its values come from elsewhere or once a day', () => {
    const rest: Partial<Draft>[] = [{ state: 'closed' }, { source: 'another' }, { delay: 'eod' }];
    for (const other of rest) {
      expect(standsStillSince(plan, heldOf({ ...a, ...other } as Draft), noon)).toBeUndefined();
    }
    expect(standsStillSince({ ...plan, cadence: fixing }, heldOf(a), noon)).toBeUndefined();
  });

  it('stands still where its open market does, whatever a closed one shows', () => {
    const closed = { ...draftQuote('B', '1', noon), state: 'closed' } as Draft;
    expect(standsStillSince(plan, heldOf(a, closed), noon)).toBe(old);
  });
});
