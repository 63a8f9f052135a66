import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { freshUntil, type Headers, maxRetryAfterMs, retryAfterMs } from '../../src/system/http-freshness.ts';

const now = Date.UTC(2026, 10, 23, 12);
const hourMs = 3_600_000;
/** A time by a clock that is an hour behind ours. */
const theirs = (ms: number) => new Date(now - hourMs + ms).toUTCString();
const ours = (ms: number) => new Date(now + ms).toUTCString();

describe('freshUntil', () => {
  it.each<[string, Headers, number | undefined]>([
    ['no header at all', {}, undefined],
    ['max-age', { 'cache-control': 'max-age=60' }, 60_000],
    ['max-age among others', { 'cache-control': 'public,max-age=60, must-revalidate' }, 60_000],
    ['max-age in capitals', { 'cache-control': 'Max-Age=60' }, 60_000],
    ['max-age less the age', { 'cache-control': 'max-age=60', age: '20' }, 40_000],
    ['an age beyond max-age', { 'cache-control': 'max-age=60', age: '60' }, undefined],
    ['an age that is no number', { 'cache-control': 'max-age=60', age: 'old' }, 60_000],
    ['max-age of nothing', { 'cache-control': 'max-age=0', expires: ours(60_000) }, undefined],
    ['s-maxage, which is for shared caches', { 'cache-control': 's-maxage=60' }, undefined],
    ['what only ends like max-age', { 'cache-control': 'x-max-age=60' }, undefined],
    ['no-store beside max-age', { 'cache-control': 'no-store, max-age=60' }, undefined],
    ['no-cache beside Expires', { 'cache-control': 'no-cache', expires: ours(60_000) }, undefined],
    ['Expires by a clock an hour behind', { date: theirs(0), expires: theirs(60_000) }, 60_000],
    ['Expires without Date, by our clock', { expires: ours(60_000) }, 60_000],
    ['Expires at once', { date: theirs(0), expires: theirs(0) }, undefined],
    ['Expires in the past', { date: theirs(0), expires: theirs(-60_000) }, undefined],
    ['Expires: 0', { expires: '0' }, undefined],
    ['Expires: -1', { expires: '-1' }, undefined],
    ['Expires that is no date', { expires: 'tomorrow' }, undefined],
    ['max-age before Expires', { 'cache-control': 'max-age=60', expires: ours(9_000_000) }, 60_000],
    ['a year, cut to a day', { 'cache-control': 'max-age=31536000' }, 24 * hourMs],
    ['Expires in a year, cut to a day', { expires: ours(365 * 24 * hourMs) }, 24 * hourMs],
  ])('for %s', (_what, headers, lifetimeMs) => {
    expect(freshUntil(headers, now)).toBe(lifetimeMs === undefined ? undefined : now + lifetimeMs);
  });
});

describe('retryAfterMs', () => {
  it.each<[string, Headers, number | undefined]>([
    ['no header', {}, undefined],
    ['seconds', { 'retry-after': '120' }, 120_000],
    ['seconds with spaces around', { 'retry-after': ' 120 ' }, 120_000],
    ['no seconds at all', { 'retry-after': '0' }, 0],
    ['a date by a clock an hour behind', { date: theirs(0), 'retry-after': theirs(120_000) }, 120_000],
    ['a date without Date, by our clock', { 'retry-after': ours(120_000) }, 120_000],
    ['a date gone by', { 'retry-after': ours(-120_000) }, 0],
    ['no date and no number', { 'retry-after': 'later' }, undefined],
    ['ten years in seconds', { 'retry-after': '315360000' }, maxRetryAfterMs],
    ['more digits than a number holds', { 'retry-after': '9'.repeat(400) }, maxRetryAfterMs],
    ['ten years as a date', { 'retry-after': ours(3_650 * 24 * hourMs) }, maxRetryAfterMs],
  ])('for %s', (_what, headers, waitMs) => {
    expect(retryAfterMs(headers, now)).toBe(waitMs);
  });
});

it('whatever the headers say, no wait is below nothing or above its cap', () => {
  const text = fc.oneof(
    fc.string(),
    fc.integer().map(String),
    fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
    fc.constantFrom('max-age=99999999999', 'max-age=-1', 'max-age=1e9', 'no-cache=x'),
  );
  const headers = fc.record(
    { date: text, expires: text, age: text, 'cache-control': text, 'retry-after': text },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(headers, (given) => {
      const until = freshUntil(given, now) ?? now + 1;
      expect(until).toBeGreaterThan(now);
      expect(until).toBeLessThanOrEqual(now + 24 * hourMs);
      const wait = retryAfterMs(given, now) ?? 0;
      expect(wait).toBeGreaterThanOrEqual(0);
      expect(wait).toBeLessThanOrEqual(maxRetryAfterMs);
    }),
    { numRuns: 500 },
  );
});
