import { getTasks } from 'node-cron';
import { describe, expect, it } from 'vitest';
import { cronProblem, nextCronMatch, startBeat } from '../../src/system/cron.ts';

const at = (text: string) => Date.parse(text);
const iso = (ms: number | undefined) => (ms === undefined ? undefined : new Date(ms).toISOString());

describe('cronProblem', () => {
  it.each([
    '* * * * *',
    '*/5 * * * *',
    '0 16 * * 1-5',
    '0 0 29 2 *',
    '5,35 6-22 * * MON-FRI',
    ' 0 0 1 JAN * ',
  ])('has nothing against "%s"', (expression) => {
    expect(cronProblem(expression)).toBeUndefined();
  });

  it.each(['', '*', '* * * *', '* * * * * *', '@daily', 'every minute or so'])(
    'asks for five fields where "%s" is given',
    (expression) => {
      expect(cronProblem(expression)).toContain('five fields');
    },
  );

  it.each([
    ['61 * * * *', 'minute'],
    ['0 24 * * *', 'hour'],
    ['0 0 32 * *', 'day of month'],
    ['0 0 * 13 *', 'month'],
    ['0 0 * * 8', 'week day'],
    ['a b c d e', 'minute'],
    ['0 0 30 2 *', 'impossible'],
  ])('names what is wrong with "%s"', (expression, word) => {
    expect(cronProblem(expression)).toContain(word);
  });
});

describe('nextCronMatch', () => {
  it.each([
    ['* * * * *', '2026-11-23T12:00:00.000Z', '2026-11-23T12:01:00.000Z'],
    ['* * * * *', '2026-11-23T11:59:59.999Z', '2026-11-23T12:00:00.000Z'],
    ['*/15 * * * *', '2026-11-23T12:00:00.001Z', '2026-11-23T12:15:00.000Z'],
    ['0 16 * * 1-5', '2026-11-20T16:00:00Z', '2026-11-23T16:00:00.000Z'],
    ['30 23 * * *', '2026-12-31T23:30:00Z', '2027-01-01T23:30:00.000Z'],
    ['15,45 9,17 * * *', '2026-11-23T09:45:00Z', '2026-11-23T17:15:00.000Z'],
    ['0 0 1 1 *', '2026-11-23T12:00:00Z', '2027-01-01T00:00:00.000Z'],
    ['0 0 29 2 *', '2026-11-23T12:00:00Z', '2028-02-29T00:00:00.000Z'],
    ['0 0 29 2 *', '2096-02-29T00:00:00Z', '2104-02-29T00:00:00.000Z'],
    ['0 0 29 2 1', '2028-03-01T00:00:00Z', '2044-02-29T00:00:00.000Z'],
    // Hours that New York and Berlin skip or repeat are ordinary ones in UTC.
    ['30 2 * * *', '2026-03-08T02:30:00Z', '2026-03-09T02:30:00.000Z'],
    ['30 1 * * *', '2026-10-25T00:00:00Z', '2026-10-25T01:30:00.000Z'],
  ])('of "%s" after %s is %s', (expression, after, expected) => {
    expect(iso(nextCronMatch(expression, at(after)))).toBe(expected);
  });

  it('throws for a day that never comes', () => {
    expect(() => nextCronMatch('0 0 30 2 *', at('2026-11-23'))).toThrow('impossible');
  });

  it('asks no more than once a day how far off the match is', () => {
    // Minute by minute this search took 16 seconds, in which nothing else could run.
    const before = performance.now();
    nextCronMatch('0 0 29 2 *', at('2028-03-01'));
    expect(performance.now() - before).toBeLessThan(2_000);
    expect(getTasks().size).toBe(0);
  });
});

describe('startBeat', () => {
  it('beats each second, through an error of its task, until it is cancelled', async () => {
    let beats = 0;
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error('two beats did not come')), 3_500);
      const cancel = startBeat('* * * * * *', () => {
        beats += 1;
        if (beats === 1) throw new Error('the first beat fails');
        clearTimeout(late);
        cancel();
        resolve();
      });
    });
    expect(beats).toBe(2);
    expect(getTasks().size).toBe(0);
  });
});
