import { expect, it } from 'vitest';
import { createTokenBucket } from '../../src/system/token-bucket.ts';
import { fakeClock } from '../support/fake-clock.ts';

it('lets about its rate through in a second of heavy asking, and no more in the next', () => {
  const clock = fakeClock();
  const bucket = createTokenBucket(clock, 500);
  const second = () => {
    let passed = 0;
    for (let ms = 0; ms < 1000; ms += 1) {
      for (let ask = 0; ask < 10; ask += 1) {
        if (!bucket.available()) continue;
        bucket.take();
        passed += 1;
      }
      clock.advance(1);
    }
    return passed;
  };
  expect(second()).toBeGreaterThanOrEqual(500);
  const next = second();
  expect(next).toBeGreaterThanOrEqual(490);
  expect(next).toBeLessThanOrEqual(550);
});

it('lets single ones through even where the rate is very low', () => {
  const clock = fakeClock();
  const bucket = createTokenBucket(clock, 1);
  expect(bucket.available()).toBe(true);
  bucket.take();
  expect(bucket.available()).toBe(false);
  clock.advance(1000);
  expect(bucket.available()).toBe(true);
});

it('is not filled by a jump of the wall clock', () => {
  const clock = fakeClock();
  const bucket = createTokenBucket(clock, 1);
  bucket.take();
  clock.step(3_600_000);
  expect(bucket.available()).toBe(false);
});

it('lets its burst through at once and says how long the next must wait, also for what was taken ahead', () => {
  const clock = fakeClock();
  const bucket = createTokenBucket(clock, 5, 5);
  for (let taken = 0; taken < 5; taken += 1) {
    expect(bucket.waitMs()).toBe(0);
    bucket.take();
  }
  expect(bucket.waitMs()).toBe(200);
  bucket.take();
  expect(bucket.waitMs()).toBe(400);
  clock.advance(400);
  expect(bucket.available()).toBe(true);
});
