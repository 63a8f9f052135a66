import { afterEach, describe, expect, it, vi } from 'vitest';
import { createStaleWatch } from '../../../widget/finish/stale-watch.ts';
import { fakeEnv } from '../fake-env.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

/** A watch over figures that turn stale in an hour, and how often they have been looked at. */
function counted() {
  const env = fakeEnv();
  const watch = createStaleWatch(env);
  let checks = 0;
  watch.add({
    nextInMs: () => 3_600_000,
    recheck: () => {
      checks += 1;
    },
  });
  return { env, watch, checks: () => checks };
}

describe('the stale watch', () => {
  it('looks again just after the earliest moment of all strips', () => {
    const env = fakeEnv();
    const watch = createStaleWatch(env);
    const checks: string[] = [];
    const strip = (name: string, inMs: number) => ({
      nextInMs: () => inMs,
      recheck: () => void checks.push(name),
    });
    const leave = [
      watch.add(strip('a', 9000)),
      watch.add(strip('b', 5000)),
      watch.add(strip('c', Number.POSITIVE_INFINITY)),
    ];
    // One for that moment and one for the half minute, however many strips there are.
    expect(env.clock.pending()).toBe(2);
    env.clock.advance(5000);
    expect(checks).toEqual([]);
    env.clock.advance(1);
    expect(checks).toEqual(['a', 'b', 'c']);
    for (const stop of leave) stop();
    expect(env.clock.pending()).toBe(0);
    expect(env.listeners()).toBe(0);
  });

  it('goes on for the others when a strip goes, and for the next one when all have gone', () => {
    const { env, watch, checks } = counted();
    watch.add({ nextInMs: () => 3_600_000, recheck() {} })();
    env.clock.advance(30_001);
    env.fire('visible');
    expect(checks()).toBe(2);
    const alone = createStaleWatch(env);
    const seen: number[] = [];
    const strip = { nextInMs: () => 3_600_000, recheck: () => void seen.push(1) };
    alone.add(strip)();
    alone.add(strip);
    env.fire('visible');
    expect(seen).toHaveLength(1);
  });

  it('looks again within half a minute, and whenever the page comes back', () => {
    const env = fakeEnv();
    const watch = createStaleWatch(env);
    const checks: number[] = [];
    watch.add({ nextInMs: () => 3_600_000, recheck: () => void checks.push(1) });
    env.clock.advance(30_001);
    expect(checks).toHaveLength(1);
    env.fire('visible');
    expect(checks).toHaveLength(2);
  });

  it('wakes nothing while the page is hidden, and looks again when it is shown', () => {
    const { env, checks } = counted();
    env.fire('hidden');
    const hiddenAt = checks();
    env.clock.advance(24 * 3_600_000);
    expect([checks() - hiddenAt, env.clock.pending()]).toEqual([0, 0]);
    env.fire('visible');
    expect(checks() - hiddenAt).toBe(1);
    env.clock.advance(30_001);
    expect(checks() - hiddenAt).toBe(2);
  });

  it('looks again within half a minute in a market that ticks every second, too', async () => {
    const { env, watch, checks } = counted();
    for (let second = 0; second < 61; second += 1) {
      env.clock.advance(1000);
      watch.aim();
      await Promise.resolve();
    }
    expect(checks()).toBe(2);
  });

  it.each([
    [
      'that throws',
      () => {
        throw new Error('cannot look');
      },
    ],
    ['whose next moment is none', () => Number.NaN],
  ])('looks again in time beside a strip %s', async (_how, nextInMs) => {
    const env = fakeEnv();
    const watch = createStaleWatch(env);
    const checks: string[] = [];
    vi.spyOn(Promise, 'reject').mockReturnValue(new Promise<never>(() => {}));
    watch.add({
      nextInMs,
      recheck() {
        throw new Error('cannot look');
      },
    });
    watch.add({ nextInMs: () => 5000, recheck: () => void checks.push('b') });
    env.clock.advance(5001);
    expect(checks).toEqual(['b']);
    env.clock.advance(30_001);
    expect(checks.length).toBeGreaterThan(1);
  });
});
