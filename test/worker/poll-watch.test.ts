import { expect, it } from 'vitest';
import { createPollWatch } from '../../src/worker/poll-watch.ts';
import { fakeClock } from '../support/fake-clock.ts';

/** A beat each second, with something due or not. */
function beatFor(seconds: number, isAnyDue: boolean, everyMs = 60_000) {
  const clock = fakeClock();
  const watch = createPollWatch(clock, everyMs);
  const beat = (count: number, due: boolean) => {
    for (let second = 0; second < count; second += 1) {
      watch.saw(due);
      clock.advance(1_000);
    }
  };
  beat(seconds, isAnyDue);
  return { watch, beat, clock };
}

it('is stuck once something has been due for three intervals and no poll has ended', () => {
  expect(beatFor(180, true).watch.isStuck()).toBe(false);
  expect(beatFor(181, true).watch.isStuck()).toBe(true);
});

it('is patient for a minute however short the interval', () => {
  expect(beatFor(60, true, 5_000).watch.isStuck()).toBe(false);
  expect(beatFor(61, true, 5_000).watch.isStuck()).toBe(true);
});

it('is well where nothing is due, for however long', () => {
  expect(beatFor(100_000, false).watch.isStuck()).toBe(false);
});

it('is well again with the first poll that ends', () => {
  const { watch, beat } = beatFor(300, true);
  watch.ended();
  expect(watch.isStuck()).toBe(false);
  beat(100, true);
  expect(watch.isStuck()).toBe(false);
});

it('does not look at the wall clock', () => {
  const { watch, clock } = beatFor(10, true);
  clock.step(86_400_000);
  expect(watch.isStuck()).toBe(false);
});
