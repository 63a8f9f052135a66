import { describe, expect, it } from 'vitest';
import { extraPolls, longestGap } from '../../bench/drill/polls.ts';

/** Half a minute past a full one: no feed is held back there. */
const start = Date.UTC(2026, 10, 23, 12, 0, 20);

function polls(...seconds: readonly number[]) {
  return seconds.map((s) => ({
    at: start + s * 1_000,
    provider: 'kraken',
    path: '/ticker',
    query: { pair: 'AB' },
    status: 200,
  }));
}

describe('the count of polls', () => {
  it('finds none too many where an address was asked once per interval', () => {
    expect(extraPolls(polls(0, 5, 10), start, start + 12_000)).toBe(0);
  });

  it('counts those beyond it, address by address', () => {
    const other = polls(0, 1).map((poll) => ({ ...poll, path: '/other' }));
    expect(extraPolls([...polls(0, 5, 6, 7), ...other], start, start + 8_000)).toBe(2);
  });

  it('finds the longest time between two polls, also where it began before', () => {
    expect(longestGap(polls(-6, 1, 6), start, start + 10_000)).toBe(7_000);
    expect(longestGap(polls(-6, 1, 6), start + 2_000, start + 10_000)).toBe(5_000);
  });
});
