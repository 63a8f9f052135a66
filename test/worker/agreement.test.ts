import { beforeEach, describe, expect, it } from 'vitest';
import type { ItemId } from '../../src/protocol/item-id.ts';
import type { Draft, Reading } from '../../src/protocol/reading.ts';
import { type Acceptance, agreedForMs } from '../../src/store/orders.ts';
import { isAhead, isSame, mayFollow } from '../../src/worker/agreement.ts';
import { planFeeds } from '../../src/worker/plan.ts';
import { createSourceDesk, type SourceDesk } from '../../src/worker/source-desk.ts';
import { type FakeClock, fakeClock } from '../support/fake-clock.ts';
import { makeProvider, recordLog, recordMetrics } from '../support/worker-rig.ts';

const id: ItemId = 'quote:X';
const minuteMs = 60_000;
const price = (text: string, asOf: number): Draft => ({
  ...{ id, state: 'live', asOf, staleAt: asOf + 600_000, source: 'one', tier: 'primary' },
  ...{ delay: 'realtime', value: { kind: 'quote', price: text } },
});
const reading = (text: string, asOf: number): Reading => ({ ...price(text, asOf), e: 1, s: 1 }) as Reading;
const agreedTo = (text: string, at: number): Acceptance => ({
  ...{ item: id, kind: 'accept', reason: 'a split', who: 'ana', at, was: '600' },
  draft: price(text, at),
});

describe("an operator's word", () => {
  const given = agreedTo('200', minuteMs);

  it('is of the price that he saw, give or take what two sources of a share may differ by', () => {
    const same = ['198.1', '200', '201.9'].map((text) => isSame(given, 'share', text));
    expect(same).toEqual([true, true, true]);
    const others = ['197', '203', '20', '600', ''].map((text) => isSame(given, 'share', text));
    expect(others).toEqual([false, false, false, false, false]);
    expect(isSame(given, 'index', '201.9')).toBe(false);
  });

  it('is of the step from what was shown then, and for a week', () => {
    const now = 2 * minuteMs;
    expect(isAhead(given, reading('600', 0), now)).toBe(true);
    expect(isAhead(given, undefined, now)).toBe(true);
    expect(isAhead(given, reading('601', 0), now)).toBe(false);
    expect(isAhead(given, reading('600', 0), minuteMs + agreedForMs)).toBe(false);
  });

  it('lifts no rule of admission', () => {
    expect(mayFollow(price('200', 1_000), 'share', reading('600', 500), 2_000)).toBe(true);
    for (const text of ['0', '-200', 'NaN', '1e309', '99999999999']) {
      expect(mayFollow(price(text, 1_000), 'share', reading('600', 500), 2_000)).toBe(false);
    }
    expect(mayFollow(price('200', 400), 'share', reading('600', 500), 2_000)).toBe(false);
    expect(mayFollow(price('200', 90_000), 'share', reading('600', 500), 2_000)).toBe(false);
  });
});

describe('a source that says another price by the time the word is heard', () => {
  let clock: FakeClock;
  let desk: SourceDesk;
  let held: Reading | undefined;
  let said: Acceptance | undefined;

  const plan = () => {
    const provider = makeProvider({ id: 'one', origin: 'one' });
    const item = { id, cls: 'share' as const, sources: [{ provider: 'one', symbol: 'X' }] };
    return planFeeds([item], new Map([['one', { provider }]])).feeds;
  };
  const take = (offers: readonly { readonly draft: Draft }[]) => {
    for (const { draft } of offers) held = { ...draft, e: 1, s: 1 } as Reading;
    return offers.map(({ draft }) =>
      'value' in draft && draft.value.kind === 'quote' ? draft.value.price : '',
    );
  };
  const says = (text: string) => {
    clock.advance(minuteMs);
    return take(desk.settle(plan()[0]?.items ?? [], [{ draft: price(text, clock.now()) }]));
  };

  beforeEach(() => {
    clock = fakeClock();
    held = undefined;
    said = undefined;
    desk = createSourceDesk({
      held: () => (held === undefined ? undefined : { reading: held }),
      agreed: () => said,
      clock,
      log: recordLog().log,
      metrics: recordMetrics().metrics,
    });
    desk.plan(plan());
    says('600');
    says('200');
    said = agreedTo('200', clock.now());
  });

  it('is shown with what it says where that is the same', () => {
    expect(says('201.9')).toEqual(['201.9']);
    expect(held).toMatchObject({ state: 'live' });
    expect(desk.heldBack()).toEqual({});
  });

  it.each(['20', '203', '2000'])('is not with %s: the price that he saw is shown, marked as held', (next) => {
    expect(says(next)).toEqual(['600']);
    expect(take(desk.settleAgreed())).toEqual(['200']);
    expect(held).toMatchObject({ state: 'held' });
    expect(take(desk.settleAgreed())).toEqual([]);
    expect(desk.heldBack()[id]).toMatchObject({ offered: next, shown: '200' });
  });

  it('is never followed to a further price by the same word', () => {
    take(desk.settleAgreed());
    expect(held).toMatchObject({ value: { price: '200' } });
    for (const next of ['600', '20', '2000']) expect(says(next)).toEqual(['200']);
    expect(take(desk.settleAgreed())).toEqual([]);
  });
});
