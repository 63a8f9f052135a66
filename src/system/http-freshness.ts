/** Pure rules of HTTP caching and waiting: how long an answer is fresh, how long an upstream wants to be left alone. */

/** Header names in lower case. */
export type Headers = Readonly<Record<string, string | undefined>>;

/** An hour: what is beyond it is a mistake of the upstream's, and must not silence a feed for years. */
export const maxRetryAfterMs = 3_600_000;

/** A day: no feed that we read is still right after longer. */
const maxFreshMs = 86_400_000;

/**
 * Until when the answer is fresh, ms since the epoch by our clock; undefined where it does not say.
 * `max-age` goes before `Expires` (RFC 9111, section 5.3), and `Expires` is measured against the answer's own `Date`,
 * so that our clock and theirs may differ.
 */
export function freshUntil(headers: Headers, receivedAt: number): number | undefined {
  const control = headers['cache-control'] ?? '';
  if (/\bno-(?:store|cache)\b/i.test(control)) return undefined;
  const maxAge = /(?:^|[\s,])max-age=(\d{1,9})/i.exec(control)?.[1];
  const ageMs = Number(headers.age ?? 0) * 1000 || 0;
  const lifetimeMs = maxAge === undefined ? untilExpiry(headers, receivedAt) : Number(maxAge) * 1000 - ageMs;
  if (lifetimeMs === undefined || lifetimeMs <= 0) return undefined;
  return receivedAt + Math.min(lifetimeMs, maxFreshMs);
}

function untilExpiry(headers: Headers, receivedAt: number): number | undefined {
  const expires = Date.parse(headers.expires ?? '');
  if (Number.isNaN(expires)) return undefined;
  return expires - serverTime(headers, receivedAt);
}

/** How long to wait, in ms from now, capped at an hour; undefined where the upstream does not say. */
export function retryAfterMs(headers: Headers, receivedAt: number): number | undefined {
  const wait = askedWaitMs(headers, receivedAt);
  return wait === undefined ? undefined : Math.min(wait, maxRetryAfterMs);
}

/** What `Retry-After` asks for, in seconds or as a date, in ms from now: as it stands, however absurd. */
export function askedWaitMs(headers: Headers, receivedAt: number): number | undefined {
  const text = headers['retry-after']?.trim();
  if (text === undefined) return undefined;
  const wait = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - serverTime(headers, receivedAt);
  if (Number.isNaN(wait)) return undefined;
  return Math.max(wait, 0);
}

function serverTime(headers: Headers, receivedAt: number): number {
  const date = Date.parse(headers.date ?? '');
  return Number.isNaN(date) ? receivedAt : date;
}
