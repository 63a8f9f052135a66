import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cadence } from '../../src/providers/provider.ts';
import { type DueFacts, nextDueAt, offerAgainAt, staggerMs, withInterval } from '../../src/worker/due.ts';
import { continuous, fixing, model } from '../support/worker-rig.ts';

const at = (text: string) => Date.parse(text);
const iso = (ms: number) => new Date(ms).toISOString();
const noon = at('2026-11-23T12:00:10Z');
const facts = (overrides: Partial<DueFacts>): DueFacts => ({
  cadence: continuous,
  lastTryAt: noon,
  failures: 0,
  chance: 0,
  ...overrides,
});

describe('after a good answer', () => {
  it.each<[string, Partial<DueFacts>, string]>([
    ['a continuous feed waits its interval', {}, '2026-11-23T12:00:25.000Z'],
    ['and at most a tenth more by chance', { chance: 1 }, '2026-11-23T12:00:26.500Z'],
    ['and for what the upstream calls fresh', { freshUntil: noon + 40_000 }, '2026-11-23T12:00:50.000Z'],
    ['and for what Retry-After asks', { quietUntil: noon + 40_000 }, '2026-11-23T12:00:50.000Z'],
    [
      'an interval of days is spread over five minutes',
      { cadence: { ...continuous, everyMs: 86_400_000 }, chance: 1 },
      '2026-11-24T12:05:10.000Z',
    ],
    [
      'a cron match is met within five seconds',
      { cronAt: at('2026-11-23T12:05:05Z'), chance: 1 },
      '2026-11-23T12:05:10.000Z',
    ],
    [
      'a cron match waits for freshness',
      { cronAt: noon + 5_000, freshUntil: noon + 30_000 },
      '2026-11-23T12:00:40.000Z',
    ],
    ['a model is asked each interval', { cadence: model }, '2026-11-23T12:30:10.000Z'],
    [
      'a model waits for freshness',
      { cadence: model, freshUntil: noon + 2_400_000 },
      '2026-11-23T12:40:10.000Z',
    ],
    // 13:00:00 is moved off second 0.
    [
      'a new step of a model comes before a later Expires',
      { cadence: model, freshUntil: noon + 7_200_000 },
      '2026-11-23T13:00:02.000Z',
    ],
  ])('%s', (_what, given, expected) => {
    expect(iso(nextDueAt(facts(given)))).toBe(expected);
  });
});

describe('a fixing', () => {
  /** The ECB's time of the value is that of its fixing: 14:15 in Berlin. */
  const friday = at('2026-11-20T13:15:00Z');
  const monday = at('2026-11-23T13:15:00Z');
  const due = (asOf: number | undefined, lastTryAt: string, overrides: Partial<DueFacts> = {}) =>
    iso(
      nextDueAt(
        facts({
          cadence: fixing,
          lastTryAt: at(lastTryAt),
          ...(asOf === undefined ? {} : { asOf }),
          ...overrides,
        }),
      ),
    );

  it.each<[string, number | undefined, string, string]>([
    ['never heard of is watched for', undefined, '2026-11-21T12:00:10Z', '2026-11-21T12:05:10.000Z'],
    [
      "that is Friday's is not awaited on Friday evening",
      friday,
      '2026-11-20T16:00:10Z',
      '2026-11-20T17:00:10.000Z',
    ],
    ['nor on Sunday', friday, '2026-11-22T12:00:10Z', '2026-11-22T13:00:10.000Z'],
    ['nor on Monday at noon', friday, '2026-11-23T11:00:10Z', '2026-11-23T12:00:10.000Z'],
    [
      'is looked for at 16:00 in Berlin on Monday',
      friday,
      '2026-11-23T14:40:10Z',
      '2026-11-23T15:00:02.000Z',
    ],
    ['and watched for once it is overdue', friday, '2026-11-23T15:00:10Z', '2026-11-23T15:05:10.000Z'],
    ['until it is there', monday, '2026-11-23T15:10:10Z', '2026-11-23T16:10:10.000Z'],
    [
      'of summer is looked for at 14:00 UTC',
      at('2026-07-01T12:15:00Z'),
      '2026-07-02T13:50:10Z',
      '2026-07-02T14:00:02.000Z',
    ],
    [
      'of Maundy Thursday is not awaited on Easter Monday',
      at('2026-04-02T12:15:00Z'),
      '2026-04-06T15:00:10Z',
      '2026-04-06T16:00:10.000Z',
    ],
    [
      'of Maundy Thursday is followed by that of Tuesday',
      at('2026-04-02T12:15:00Z'),
      '2026-04-07T14:00:10Z',
      '2026-04-07T14:05:10.000Z',
    ],
  ])('%s', (_what, asOf, lastTryAt, expected) => {
    expect(due(asOf, lastTryAt)).toBe(expected);
  });

  it('is spread by a tenth of its watch, not of its idle hour', () => {
    expect(due(monday, '2026-11-23T15:10:10Z', { chance: 1 })).toBe('2026-11-23T16:10:40.000Z');
  });
});

/** What chance draws, one after the other and over again; the ends often. */
const chances = fc.array(
  fc.oneof(fc.constantFrom(0, 0.999_999), fc.double({ min: 0, max: 0.999_999, noNaN: true })),
  {
    minLength: 1,
    maxLength: 40,
  },
);

/** When a feed is tried in the hour that begins with its first failure, on beats of a second. */
function triesInHour(drawn: readonly number[], begin: number): number[] {
  const tries: number[] = [];
  for (let now = begin; now < begin + 3_600_000; ) {
    tries.push(now);
    const chance = drawn[tries.length % drawn.length] ?? 0;
    const due = nextDueAt(facts({ lastTryAt: now, failures: tries.length, chance }));
    now = begin + Math.ceil((due - begin) / 1_000) * 1_000;
  }
  return tries;
}

describe('after a failure', () => {
  const waitMs = (failures: number, chance: number) => nextDueAt(facts({ failures, chance })) - noon;

  it('waits anywhere from a second to a whole that doubles four times, then probes steadily', () => {
    const failures = [1, 2, 3, 4, 5, 6, 50, 5_000];
    const shortest = [1, 1, 1, 1, 100, 100, 100, 100];
    const longest = [11, 21, 41, 81, 127, 127, 127, 127];
    expect(failures.map((count) => waitMs(count, 0) / 1_000)).toEqual(shortest);
    expect(failures.map((count) => waitMs(count, 0.999_999) / 1_000)).toEqual(
      longest.map((seconds) => expect.closeTo(seconds, 1)),
    );
  });

  it('asks at most forty times in an hour of silence, whatever chance draws', () => {
    fc.assert(
      fc.property(chances, fc.nat(86_400_000), (drawn, begin) => {
        const tries = triesInHour(drawn, begin);
        expect(tries.length).toBeLessThanOrEqual(40);
        expect(tries.length).toBeGreaterThanOrEqual(28);
      }),
      { numRuns: 1_000 },
    );
    expect(triesInHour([0], noon)).toHaveLength(40);
  });

  it('leaves never more than 130 s between two beats that ask', () => {
    fc.assert(
      fc.property(chances, fc.nat(86_400_000), (drawn, begin) => {
        const tries = triesInHour(drawn, begin);
        tries.slice(1).forEach((at, index) => {
          expect(at - (tries[index] ?? 0)).toBeLessThanOrEqual(130_000);
        });
      }),
    );
  });

  it('shares the tries of one feed with others of its provider that fail each for itself', () => {
    const shared = (failingTogether: number, chance: number) =>
      nextDueAt(facts({ failures: 1, failingTogether, chance })) - noon;
    expect(shared(1, 0)).toBe(1_000);
    expect(shared(2, 0)).toBe(260_000);
    expect(shared(7, 1)).toBe(1_001_000);
  });

  it("keeps the provider's own interval where the try may have cost it something", () => {
    const given = { failures: 1, minIntervalMs: 600_000 };
    expect(nextDueAt(facts(given)) - noon).toBe(600_000);
    expect(nextDueAt(facts({ ...given, chance: 1 })) - noon).toBe(660_000);
  });

  it('comes back from a wait that all were given within a tenth of it more, at most a minute', () => {
    const returnMs = (quietMs: number) =>
      nextDueAt(facts({ failures: 1, quietUntil: noon + quietMs, chance: 0.5 })) - noon;
    expect(returnMs(120_000)).toBe(126_000);
    expect(returnMs(36_000_000)).toBe(36_030_000);
  });

  it('goes by neither cron nor Expires, but by Retry-After', () => {
    const given = { failures: 1, freshUntil: noon + 900_000, cronAt: noon + 900_000 };
    expect(nextDueAt(facts(given))).toBe(noon + 1_000);
    expect(nextDueAt(facts({ ...given, quietUntil: noon + 120_000 }))).toBe(noon + 120_000);
  });
});

const anyFacts: fc.Arbitrary<DueFacts> = fc
  .record({
    cadence: fc.constantFrom<Cadence>(continuous, fixing, model),
    lastTryAt: fc.integer({ min: at('2026-01-01'), max: at('2028-01-01') }),
    failures: fc.nat(40),
    chance: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    quiet: fc.option(fc.integer({ min: 0, max: 3_600_000 })),
    fresh: fc.option(fc.integer({ min: 0, max: 86_400_000 })),
    age: fc.option(fc.integer({ min: 0, max: 10 * 86_400_000 })),
  })
  .map(({ quiet, fresh, age, ...rest }) => ({
    ...rest,
    ...(quiet === null ? {} : { quietUntil: rest.lastTryAt + quiet }),
    ...(fresh === null ? {} : { freshUntil: rest.lastTryAt + fresh }),
    ...(age === null ? {} : { asOf: rest.lastTryAt - age }),
  }));

describe('whatever the facts', () => {
  it('no feed is asked before Retry-After, nor a good one before Expires unless a new step begins', () => {
    fc.assert(
      fc.property(anyFacts, (given) => {
        const due = nextDueAt(given);
        expect(due).toBeGreaterThanOrEqual(given.quietUntil ?? 0);
        const step = given.cadence.kind === 'model' ? given.cadence.stepMs : Infinity;
        const mayAsk = Math.min(given.freshUntil ?? 0, Math.floor(given.lastTryAt / step + 1) * step);
        if (given.failures === 0) expect(due).toBeGreaterThanOrEqual(mayAsk);
      }),
    );
  });

  it('the next try comes later than the last, and within a day and a bit', () => {
    fc.assert(
      fc.property(anyFacts, (given) => {
        const wait = nextDueAt(given) - given.lastTryAt;
        expect(wait).toBeGreaterThan(0);
        expect(wait).toBeLessThanOrEqual(86_400_000 + 310_000);
      }),
    );
  });

  it('after failures it is between a second and the cap, but for Retry-After', () => {
    fc.assert(
      fc.property(anyFacts, fc.integer({ min: 1, max: 40 }), (given, failures) => {
        const { quietUntil: _quiet, ...rest } = given;
        const wait = nextDueAt({ ...rest, failures }) - given.lastTryAt;
        expect(wait).toBeGreaterThanOrEqual(1_000);
        expect(wait).toBeLessThanOrEqual(127_000 + 2_000);
      }),
    );
  });

  it('the beat that asks is not the one on second 0 of a minute', () => {
    fc.assert(
      fc.property(anyFacts, (given) => {
        const due = nextDueAt(given);
        expect(Math.ceil(due / 1_000) % 60).not.toBe(0);
        expect(Math.floor(due / 1_000) % 60).not.toBe(0);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('a value that could not be written', () => {
  it.each([
    ['soon where the answer is still in memory', 600_000, noon + 60_000, 2_000],
    ['not before the provider allows it where it is not', 15_000, undefined, 15_000],
    ['not before the provider allows it where memory lapses first', 15_000, noon + 1_000, 15_000],
    ['in two seconds where the provider allows any pace', 0, undefined, 2_000],
  ])('is offered again %s', (_what, minIntervalMs, freshUntil, waitMs) => {
    expect(offerAgainAt(noon, minIntervalMs, freshUntil)).toBe(noon + waitMs);
  });
});

it('lets forty feeds begin within four seconds, ten a second', () => {
  expect(Array.from({ length: 40 }, (_, index) => staggerMs(index)).at(-1)).toBeLessThan(4_000);
  expect(staggerMs(10) - staggerMs(0)).toBe(1_000);
});

describe('withInterval', () => {
  it('lets a slower pace look live for three intervals', () => {
    expect(withInterval(continuous, 60_000)).toEqual({
      ...continuous,
      everyMs: 60_000,
      staleAfterMs: 180_000,
    });
    expect(withInterval(continuous, 5_000)).toEqual({ ...continuous, everyMs: 5_000 });
  });

  it('sets both paces of a fixing, and leaves its grace', () => {
    expect(withInterval(fixing, 15_000)).toEqual({ ...fixing, watchEveryMs: 15_000, idleEveryMs: 15_000 });
  });

  it('leaves the steps of a model', () => {
    expect(withInterval(model, 60_000)).toEqual({ ...model, everyMs: 60_000 });
  });
});
