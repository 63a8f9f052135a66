import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  answered,
  type BreakerState,
  begun,
  type FeedKey,
  joined,
  left,
  noFeeds,
  unanswered,
  wakesAt,
} from '../../src/worker/breaker.ts';
import { nextProbeAt, retryWaitMs } from '../../src/worker/retry.ts';

const cause = { kind: 'network', message: 'waits: acme is down: no connection' } as const;
const noon = Date.UTC(2026, 10, 23, 12, 0, 10);

const withFeeds = (...keys: FeedKey[]) => keys.reduce(joined, noFeeds);
const silenceOf = (state: BreakerState, key: FeedKey, at = noon) =>
  unanswered(state, key, { cause, at, probeAt: at + 20_000 });
/** Of four feeds, the first two of which met silence at noon; the next probe is 20 s later. */
const down = silenceOf(silenceOf(withFeeds(1, 2, 3, 4), 1), 2);
const tryOf = (state: BreakerState, key: FeedKey, now: number) => begun(state, key, now);

describe('a provider', () => {
  it('is taken to be down once two of its feeds met silence in a row', () => {
    expect(silenceOf(withFeeds(1, 2), 1).gate.kind).toBe('closed');
    expect(down.gate.kind).toBe('open');
  });

  it('is not where one feed alone fails time and again', () => {
    const failing = [0, 1, 2, 3].reduce((state) => silenceOf(state, 1), withFeeds(1, 2));
    expect(failing.gate.kind).toBe('closed');
  });

  it('is not where an answer came between, of whatever use', () => {
    for (const isGood of [true, false]) {
      const between = answered(silenceOf(withFeeds(1, 2, 3), 1), 3, noon, isGood);
      expect(silenceOf(between, 2).gate.kind).toBe('closed');
    }
  });

  it('of one feed is called down by it, and that feed goes by its own waits', () => {
    const alone = silenceOf(silenceOf(withFeeds(1), 1), 1);
    expect(alone.gate.kind).toBe('open');
    expect(tryOf(alone, 1, noon).cause).toBeUndefined();
  });
});

describe('while a provider is down', () => {
  it('nobody asks before the next probe is due', () => {
    for (const key of [1, 2, 3, 4]) expect(tryOf(down, key, noon + 19_999).cause).toBe(cause);
  });

  it('one feed probes, and all others wait until its outcome is known', () => {
    const first = tryOf(down, 3, noon + 20_000);
    expect(first.cause).toBeUndefined();
    const second = tryOf(first.state, 4, noon + 20_000);
    expect(second.cause).toBe(cause);
    expect(wakesAt(second.state, 4, noon + 20_000)).toBe(noon + 150_000);
    const failed = silenceOf(second.state, 3, noon + 21_000);
    expect(wakesAt(failed, 4, noon + 21_000)).toBe(noon + 41_000);
  });

  it('those that wait take turns, so that one feed in trouble of its own cannot keep the others away', () => {
    const waiting = [3, 4].reduce((state, key) => tryOf(state, key, noon).state, down);
    expect(tryOf(waiting, 1, noon + 20_000).cause).toBe(cause);
    const third = tryOf(waiting, 3, noon + 20_000);
    expect(third.cause).toBeUndefined();
    const again = silenceOf(third.state, 3, noon + 20_000);
    expect(tryOf(again, 3, noon + 40_000).cause).toBe(cause);
    expect(tryOf(again, 4, noon + 40_000).cause).toBeUndefined();
  });

  it('a probe that never ends keeps the others away for 130 s and no longer', () => {
    const waiting = tryOf(tryOf(down, 3, noon + 20_000).state, 4, noon + 20_000).state;
    expect(tryOf(waiting, 4, noon + 149_999).cause).toBe(cause);
    expect(tryOf(waiting, 4, noon + 150_000).cause).toBeUndefined();
  });

  it('a feed that ends is not waited for', () => {
    const waiting = [3, 4].reduce((state, key) => tryOf(state, key, noon).state, down);
    expect(tryOf(waiting, 4, noon + 20_000).cause).toBe(cause);
    expect(tryOf(left(waiting, 3), 4, noon + 20_000).cause).toBeUndefined();
  });

  it('a clock that is set back by a day makes nobody wait for it', () => {
    const waiting = tryOf(down, 3, noon).state;
    const yesterday = noon - 86_400_000;
    expect(wakesAt(waiting, 3, yesterday)).toBe(yesterday);
    expect(tryOf(waiting, 3, yesterday).cause).toBeUndefined();
  });
});

describe('when a provider is back', () => {
  it.each([
    ['a good answer', true],
    ['an answer of no use to the feed that asked', false],
  ])('%s lets those that waited come one a second, in their order', (_what, isGood) => {
    const waiting = [3, 4, 1].reduce((state, key) => tryOf(state, key, noon).state, down);
    const back = answered(tryOf(waiting, 3, noon + 20_000).state, 3, noon + 21_000, isGood);
    expect(back.gate.kind).toBe('closed');
    expect([4, 1, 3, 2].map((key) => wakesAt(back, key, noon + 21_000))).toEqual([
      noon + 22_000,
      noon + 23_000,
      undefined,
      undefined,
    ]);
    expect(wakesAt(tryOf(back, 4, noon + 22_000).state, 4, noon + 22_000)).toBeUndefined();
  });
});

describe('a poll that ends after its feed', () => {
  const gone = (...keys: FeedKey[]) => left(withFeeds(...keys), 1);

  it('leaves nothing behind that only its feed could take back', () => {
    for (const after of [silenceOf(gone(1, 2, 3), 1), answered(gone(1, 2, 3), 1, noon, false)]) {
      expect([...after.failing, ...after.silent]).toEqual([]);
    }
  });

  it('is no evidence of silence: the other feeds need two of their own', () => {
    const one = silenceOf(silenceOf(gone(1, 2, 3), 1), 2);
    expect(one.gate.kind).toBe('closed');
    expect(silenceOf(one, 3).gate.kind).toBe('open');
  });

  it('still tells those that wait for its outcome: an answer frees them, a silence sets the next probe', () => {
    const probing = left(tryOf(tryOf(down, 3, noon + 20_000).state, 4, noon + 20_000).state, 3);
    expect(answered(probing, 3, noon + 21_000, false).gate.kind).toBe('closed');
    const failed = silenceOf(probing, 3, noon + 21_000);
    expect(wakesAt(failed, 4, noon + 21_000)).toBe(noon + 41_000);
    expect(failed.failing.has(3)).toBe(false);
  });
});

describe('an hour of silence', () => {
  const plan = fc.record({
    /** When each feed's own turn comes first, in ms. */
    starts: fc.array(fc.nat(3_599_000), { minLength: 1, maxLength: 8 }),
    drawn: fc.array(
      fc.oneof(fc.constantFrom(0, 0.999_999), fc.double({ min: 0, max: 0.999_999, noNaN: true })),
      { minLength: 1, maxLength: 40 },
    ),
    /** How long a try waits in vain, in ms. */
    tookMs: fc.constantFrom(0, 1_000, 5_000),
  });

  it('costs a provider of up to eight feeds forty requests at the most, whatever chance draws', () => {
    fc.assert(
      fc.property(plan, ({ starts, drawn, tookMs }) => {
        expect(requestsInHour(starts, drawn, tookMs).length).toBeLessThanOrEqual(40);
      }),
      { numRuns: 300 },
    );
  });

  it('costs forty at the worst: eight feeds at once after four short waits of one, then a probe each 125 s', () => {
    const asked = requestsInHour([0, 4_000, 4_000, 4_000, 4_000, 4_000, 4_000, 4_000], [0], 0);
    expect(asked.length).toBeLessThanOrEqual(40);
    expect(asked.length).toBeGreaterThanOrEqual(28);
  });

  it('never leaves more than 130 s without a probe', () => {
    fc.assert(
      fc.property(plan, ({ starts, drawn, tookMs }) => {
        const asked = requestsInHour(starts, drawn, tookMs);
        asked.slice(1).forEach((at, index) => {
          expect(at - (asked[index] ?? 0)).toBeLessThanOrEqual(130_000 + tookMs);
        });
      }),
      { numRuns: 300 },
    );
  });
});

/** When requests go out in an hour in which none is answered: feeds with their own waits, on beats of a second. */
function requestsInHour(starts: readonly number[], drawn: readonly number[], tookMs: number): number[] {
  const first = Math.min(...starts);
  const dueAt = starts.map((start) => noon + start - first);
  const failures = starts.map(() => 0);
  const underWay = new Map<number, number>();
  const asked: number[] = [];
  let draws = 0;
  const chance = () => {
    draws += 1;
    return drawn[draws % drawn.length] ?? 0;
  };
  let state = withFeeds(...starts.keys());
  const fail = (key: number, now: number) => {
    underWay.delete(key);
    failures[key] = (failures[key] ?? 0) + 1;
    dueAt[key] = now - tookMs + retryWaitMs(failures[key] ?? 1, chance());
    const probeAt = nextProbeAt(state.silences + 1, { lastTryAt: now, chance: chance() });
    state = unanswered(state, key, { cause, at: now, probeAt });
  };
  for (let now = noon; now < noon + 3_600_000; now += 1_000) {
    for (const [key, at] of underWay) if (now - at >= tookMs) fail(key, now);
    const isDue = (key: number) => now >= (wakesAt(state, key, now) ?? dueAt[key] ?? 0) && !underWay.has(key);
    for (const key of [...starts.keys()].filter(isDue)) {
      const begin = begun(state, key, now);
      state = begin.state;
      if (begin.cause !== undefined) continue;
      asked.push(now);
      underWay.set(key, now);
    }
    // A refused connection is known of before the next beat, but not before the others of this one have begun.
    if (tookMs === 0) for (const key of underWay.keys()) fail(key, now);
  }
  return asked;
}
