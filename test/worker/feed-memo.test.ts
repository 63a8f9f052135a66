import { describe, expect, it } from 'vitest';
import { type FeedPast, feedMemo, feedPast } from '../../src/worker/feed-memo.ts';
import type { FeedState } from '../../src/worker/feed-state.ts';
import { makePlan, makeProvider } from '../support/worker-rig.ts';

const now = Date.UTC(2026, 10, 23, 12);
const plan = makePlan(makeProvider());
const ok: FeedState = { kind: 'ok', dueAt: now + 9_000, lastTryAt: now - 6_000, lastOkAt: now - 6_000 };
const past: FeedPast = { state: ok, anchorAt: now - 60_000, hasHistory: true };

describe('what one process leaves of a feed to another', () => {
  it('is all that decides when it is asked next', () => {
    expect(feedPast(plan, feedMemo(plan, past), now)).toEqual(past);
  });

  it('keeps a trouble with its words', () => {
    const trouble = { kind: 'timeout', message: 'no answer within 5 s' } as const;
    const failing: FeedState = { kind: 'failing', dueAt: now, since: now - 9, failures: 3, trouble };
    const memo = feedMemo(plan, { state: failing, hasHistory: false });
    expect(feedPast(plan, memo, now)?.state).toEqual(failing);
  });

  it('tells of another plan only when its upstream was asked last', () => {
    const memo = feedMemo(makePlan(makeProvider(), ['A', 'C']), past);
    expect(feedPast(plan, memo, now)).toEqual({
      state: { kind: 'waiting', dueAt: now, since: now },
      hasHistory: false,
    });
    const shortly = { ...past, state: { ...ok, lastTryAt: now - 1_000 } };
    const other = feedMemo(makePlan(makeProvider(), ['A', 'C']), shortly);
    expect(feedPast(plan, other, now)?.state.dueAt).toBe(now + 4_000);
  });

  it('says nothing where the clocks of the two differ', () => {
    const ahead = { ...past, state: { ...ok, lastTryAt: now + 60_000 } };
    expect(feedPast(plan, feedMemo(plan, ahead), now)).toBeUndefined();
  });

  it.each(['', 'null', '{', '{"state":{"kind":"later","dueAt":1}}', '{"state":{"kind":"ok"}}'])(
    'says nothing where it cannot be read: %j',
    (text) => {
      expect(feedPast(plan, { ...feedMemo(plan, past), past: text }, now)).toBeUndefined();
    },
  );
});
