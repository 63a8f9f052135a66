import { expect, it } from 'vitest';
import { createPace } from '../../src/system/pace.ts';
import { fakeClock, settle } from '../support/fake-clock.ts';

/** Asks `count` times at once; the times at which they may go, in ms, or the kind of refusal. */
async function turns(count: number, requestsPerS?: number) {
  const clock = fakeClock();
  const pace = createPace(clock, requestsPerS);
  const went: (number | string)[] = [];
  const asked = Array.from({ length: count }, () =>
    pace.turn().then(
      () => went.push(clock.monotonic()),
      (error: { kind: string; retryAfterMs: number }) => went.push(`${error.kind} ${error.retryAfterMs}`),
    ),
  );
  await settle();
  await clock.advanceAsync(5_000);
  await Promise.all(asked);
  return went;
}

it("lets a second's worth go at once and the rest in step", async () => {
  expect(await turns(8)).toEqual([0, 0, 0, 0, 0, 200, 400, 600]);
});

it('refuses whoever would wait for more than two seconds, and lets those before go', async () => {
  const went = await turns(17);
  expect(went.filter((turn) => typeof turn === 'number')).toHaveLength(15);
  expect(went.filter((turn) => typeof turn === 'string')).toEqual(['throttled 2200', 'throttled 2200']);
});

it('keeps to another rate where one is given', async () => {
  expect(await turns(3, 1)).toEqual([0, 1_000, 2_000]);
});
