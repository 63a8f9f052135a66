import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  answered,
  asked,
  chosen,
  dwellMs,
  failed,
  noChoice,
  type SourceChoice,
} from '../../src/worker/source-choice.ts';

const now = Date.UTC(2026, 10, 23, 12);
const later = now + 3_600_000;

/** A good answer of a rank, taken up. */
const good = (choice: SourceChoice, rank: number, at = now) =>
  chosen(answered(choice, rank, later), rank, at);
const times = (count: number, step: (choice: SourceChoice) => SourceChoice, from: SourceChoice) =>
  Array.from({ length: count }).reduce<SourceChoice>(step, from);

describe('which sources are asked', () => {
  it('is the first alone while it is well', () => {
    expect(asked(noChoice, 3, now)).toEqual([0]);
    expect(asked(good(noChoice, 0), 3, now)).toEqual([0]);
    expect(asked(failed(good(noChoice, 0), 0), 3, now)).toEqual([0]);
  });

  it('is the next as well once the one before has failed twice, or is stale', () => {
    const broken = times(2, (choice) => failed(choice, 0), good(noChoice, 0));
    expect(asked(broken, 3, now)).toEqual([0, 1]);
    expect(
      asked(
        times(2, (choice) => failed(choice, 1), broken),
        3,
        now,
      ),
    ).toEqual([0, 1, 2]);
    expect(asked(good(noChoice, 0), 3, later)).toEqual([0, 1]);
  });

  it('is the next after a single failure where there is nothing to show yet', () => {
    expect(asked(failed(noChoice, 0), 2, now)).toEqual([0, 1]);
  });
});

describe('whose value is shown', () => {
  const onSecond = good(
    times(2, (choice) => failed(choice, 0), good(noChoice, 0)),
    1,
  );

  it('is the next one that answers when the first fails', () => {
    expect(onSecond).toMatchObject({ active: 1, since: now });
    expect(
      good(
        times(9, (choice) => failed(choice, 0), noChoice),
        1,
      ).active,
    ).toBe(1);
  });

  it('is not another while the first one is well', () => {
    expect(good(good(noChoice, 0), 1).active).toBe(0);
  });

  it('is the first again after three good answers, not before five minutes are over', () => {
    const after = now + dwellMs;
    const healing = times(2, (choice) => good(choice, 0, after), onSecond);
    expect(healing.active).toBe(1);
    expect(good(healing, 0, after).active).toBe(0);
    expect(times(3, (choice) => good(choice, 0, after - 1), onSecond).active).toBe(1);
  });

  it('is another five minutes after a clock that was ahead at the last switch was set right', () => {
    const setBack = now - 6 * 3_600_000;
    const broken = times(2, (choice) => failed(choice, 1), onSecond);
    const seen = times(3, (choice) => good(choice, 0, setBack), broken);
    expect(seen.active).toBe(1);
    expect(good(seen, 0, setBack + dwellMs - 1).active).toBe(1);
    expect(good(seen, 0, setBack + dwellMs).active).toBe(0);
  });

  it('changes at most once in five minutes, whatever fails and whenever', () => {
    const step = fc.record({
      rank: fc.nat(2),
      isGood: fc.boolean(),
      waitMs: fc.integer({ min: 0, max: 120_000 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
        let choice = noChoice;
        let at = now;
        const switches: number[] = [];
        for (const { rank, isGood, waitMs } of steps) {
          at += waitMs;
          const before = choice.active;
          if (!asked(choice, 3, at).includes(rank)) continue;
          choice = isGood ? chosen(answered(choice, rank, at + 60_000), rank, at) : failed(choice, rank);
          if (before !== undefined && choice.active !== before) switches.push(at);
        }
        switches.forEach((time, index) => {
          expect(time - (switches[index - 1] ?? Number.NEGATIVE_INFINITY)).toBeGreaterThanOrEqual(dwellMs);
        });
      }),
    );
  });
});
