import { describe, expect, it } from 'vitest';
import {
  UpstreamError,
  type UpstreamErrorKind,
  upstreamErrorKinds,
} from '../../src/system/upstream-error.ts';
import { createBreakers } from '../../src/worker/breakers.ts';
import { fakeClock } from '../support/fake-clock.ts';
import { recordMetrics } from '../support/worker-rig.ts';

const acme = { id: 'acme' };
const error = (kind: UpstreamErrorKind, options = {}) => new UpstreamError(kind, `it is ${kind}`, options);

function open(chance = 0) {
  const clock = fakeClock(Date.UTC(2026, 10, 23, 12, 0, 10));
  const { metrics, values } = recordMetrics();
  const breakerOf = createBreakers(clock, () => chance, metrics);
  const seats = [0, 1, 2].map(() => breakerOf(acme).join());
  const [a, b, c] = seats as [(typeof seats)[0], (typeof seats)[0], (typeof seats)[0]];
  return { clock, values, breakerOf, a, b, c };
}

describe('a breaker', () => {
  it.each(upstreamErrorKinds)(
    'heeds two feeds in a row with trouble of the kind %s where it is all feeds’',
    (kind) => {
      const { a, b, c } = open();
      a.failed(error(kind, { status: 500 }), undefined);
      b.failed(error(kind, { status: 500 }), undefined);
      const isAll = ['network', 'timeout', 'status', 'throttled'].includes(kind);
      expect(c.state()).toBe(isAll ? 'open' : 'closed');
      expect(c.begin()).toEqual(isAll ? { kind, message: `waits: acme is down: it is ${kind}` } : undefined);
    },
  );

  it('is deaf to requests that we held back ourselves', () => {
    const { a, b, c } = open();
    for (const seat of [a, b, c]) {
      expect(seat.failed(error('throttled', { retryAfterMs: 5_000 }), undefined)).toBe(1);
      expect(seat.failed(error('blocked'), undefined)).toBe(1);
    }
    expect(c.state()).toBe('closed');
  });

  it('is one for each provider, whatever others do', () => {
    const { breakerOf, a, b } = open();
    const other = breakerOf({ id: 'other' }).join();
    for (const seat of [a, b]) seat.failed(error('network'), undefined);
    expect(other.begin()).toBeUndefined();
    expect(breakerOf(acme).join().state()).toBe('open');
  });

  it('counts feeds that fail each for itself, and forgets one that is good again or gone', () => {
    const { a, b, c } = open();
    expect([a, b, c].map((seat) => seat.failed(error('shape'), undefined))).toEqual([1, 2, 3]);
    a.answered();
    b.leave();
    expect(c.failed(error('shape'), undefined)).toBe(1);
  });

  it('counts no feed whose poll ended after it was gone', () => {
    const { a, b } = open();
    a.begin();
    a.leave();
    a.failed(error('shape'), undefined);
    expect(b.failed(error('shape'), undefined)).toBe(1);
  });

  it('waits as long as the upstream asks, with a little of chance', () => {
    const { clock, a, b, c } = open(0.5);
    a.failed(error('throttled', { status: 429 }), undefined);
    b.failed(error('throttled', { status: 429, retryAfterMs: 600_000 }), clock.now() + 600_000);
    c.begin();
    expect((c.wakesAt() ?? 0) - clock.now()).toBe(630_000);
  });

  it('is told by a metric: 1 while it is open, else 0, and none without feeds', () => {
    const { values, a, b, c } = open();
    expect(values.get('breaker_state acme')).toBe(0);
    for (const seat of [a, b]) seat.failed(error('timeout'), undefined);
    expect(values.get('breaker_state acme')).toBe(1);
    c.answered();
    expect(values.get('breaker_state acme')).toBe(0);
    for (const seat of [a, b, c]) seat.leave();
    expect(values.has('breaker_state acme')).toBe(false);
  });
});
