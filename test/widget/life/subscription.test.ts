import { beforeEach, describe, expect, it } from 'vitest';
import type { ItemId } from '../../../src/protocol/item-id.ts';
import { createSubscription, type Subscription } from '../../../widget/life/subscription.ts';
import { type FakeClock, fakeClock } from '../../support/fake-clock.ts';

const [lima, quito]: readonly [ItemId, ItemId] = ['weather:lima-pe', 'weather:quito-ec'];
let clock: FakeClock;
let said: (readonly ItemId[])[];
let isLinked: boolean;
let subscription: Subscription;

beforeEach(() => {
  clock = fakeClock();
  said = [];
  isLinked = true;
  subscription = createSubscription(clock, (ids) => {
    if (isLinked) said.push(ids);
    return isLinked;
  });
});

/** Wants another item so many times, one every `everyMs`. */
function click(times: number, everyMs: number): void {
  for (let done = 0; done < times; done += 1) {
    subscription.want([`quote:Q${done}`]);
    clock.advance(everyMs);
  }
}

describe('a subscription', () => {
  it('says what is wanted once, in whatever order', () => {
    subscription.want([lima, quito]);
    subscription.want([quito, lima]);
    subscription.want([quito]);
    expect(said).toEqual([[lima, quito], [quito]]);
  });

  it('says nothing to a new link of which nothing is wanted, and all that is wanted to any other', () => {
    subscription.begin();
    subscription.want([lima]);
    isLinked = false;
    subscription.want([lima, quito]);
    isLinked = true;
    subscription.begin();
    expect(said).toEqual([[lima], [lima, quito]]);
  });

  it('says three things at once, then one every two seconds, and always the newest', () => {
    click(5, 0);
    expect(said).toEqual([['quote:Q0'], ['quote:Q1'], ['quote:Q2']]);
    clock.advance(1999);
    expect(said).toHaveLength(3);
    clock.advance(1);
    expect(said.at(-1)).toEqual(['quote:Q4']);
    clock.advance(60_000);
    expect(said).toHaveLength(4);
    expect(clock.pending()).toBe(0);
  });

  it('says no more than eight things in ten seconds', () => {
    click(100, 99);
    expect(said.length).toBeLessThanOrEqual(8);
  });

  it('says nothing more once it has been stopped', () => {
    click(5, 0);
    subscription.stop();
    clock.advance(10_000);
    expect(said).toHaveLength(3);
  });
});
