import { beforeEach, describe, expect, it } from 'vitest';
import { createClockDoubt } from '../../../widget/life/clock-doubt.ts';
import { type FakeEnv, fakeEnv, hello } from '../fake-env.ts';

const hour = 3_600_000;
let env: FakeEnv;
let offsetMs: number;
let hear: (sentAt: number) => number;

beforeEach(() => {
  env = fakeEnv();
  offsetMs = 0;
  const now = () => env.now() + offsetMs;
  const believe = createClockDoubt({ env, now });
  hear = (sentAt) => {
    const message = believe({ t: 'hb', now: sentAt, digest: '' });
    if ('now' in message && Number.isFinite(message.now)) offsetMs = message.now - env.now();
    return offsetMs;
  };
});

describe('a heartbeat', () => {
  it('is believed where it comes with the delay of a network, or sets the clock on', () => {
    expect(hear(env.now() - 4000)).toBe(-4000);
    expect(hear(env.now() + hour)).toBe(hour);
  });

  it('is not believed where it has waited while the page was frozen, nor are all that waited with it', () => {
    const sentAt = env.now();
    env.clock.step(3 * hour);
    expect([0, 1000, 25_000, 50_000].map((later) => hear(sentAt + later))).toEqual([0, 0, 0, 0]);
    expect(hear(env.now())).toBe(0);
    const sentLater = env.now();
    // As long as the last of those: what was doubted then has been refuted.
    env.clock.step(3 * hour - 50_000);
    expect(hear(sentLater)).toBe(0);
  });

  it('is believed once the next one says the same, as where the reader has set their clock on', () => {
    const serverMs = env.now();
    env.clock.step(hour);
    expect(hear(serverMs)).toBe(0);
    env.clock.advance(25_000);
    expect(hear(serverMs + 25_000 - 300)).toBe(-hour - 300);
  });

  it('is not believed where the next one is as old, but says another time', () => {
    const serverMs = env.now();
    env.clock.step(3 * hour);
    expect(hear(serverMs)).toBe(0);
    env.clock.advance(25_000);
    expect(hear(serverMs + hour)).toBe(0);
  });

  it('alone is doubted: a greeting is not', () => {
    const greeting = hello(env, { now: env.now() - hour });
    expect(createClockDoubt({ env, now: env.now })(greeting)).toEqual(greeting);
  });
});
