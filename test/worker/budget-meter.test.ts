import { describe, expect, it } from 'vitest';
import { UpstreamError } from '../../src/system/upstream-error.ts';
import { createBudgets } from '../../src/worker/budget-meter.ts';
import { fakeClock } from '../support/fake-clock.ts';
import { makeAnswer, makeHttp, makeProvider, recordMetrics } from '../support/worker-rig.ts';

const limited = makeProvider({ limits: { batchMax: 20, minIntervalMs: 0, requestsPerDay: 10 } });
const request = { contentTypes: [] };

function open() {
  const clock = fakeClock();
  const { metrics, values } = recordMetrics();
  const budgetOf = createBudgets(clock, metrics);
  const http = makeHttp();
  return { clock, values, budgetOf, http, meter: budgetOf(limited) };
}

describe('a meter', () => {
  it('counts what went out, at its cost, for all feeds of the provider together', async () => {
    const { budgetOf, http, meter, values } = open();
    await meter.metered(http, 3).get('/x', request);
    await budgetOf(limited).metered(http, 1).get('/x', request);
    expect(meter.status()).toMatchObject({ used: 4, limit: 10 });
    expect(values.get('feed_quota_remaining_ratio acme')).toBeCloseTo(0.6);
  });

  it.each<[string, UpstreamError | 'memory', number]>([
    ['an answer out of memory', 'memory', 0],
    ['a wait that the upstream asked for', new UpstreamError('throttled', 'still within the wait'), 0],
    ['an address that we refuse', new UpstreamError('blocked', 'private'), 0],
    ['an answer of 429', new UpstreamError('throttled', 'no', { status: 429 }), 1],
    ['a redirect', new UpstreamError('blocked', 'no', { status: 302 }), 1],
    ['no answer in time', new UpstreamError('timeout', 'late'), 1],
  ])('counts %s as it is', async (_what, outcome, cost) => {
    const { http, meter } = open();
    http.answer = async () => {
      if (outcome instanceof UpstreamError) throw outcome;
      return makeAnswer({ from: outcome });
    };
    await meter
      .metered(http, 1)
      .get('/x', request)
      .catch(() => {});
    expect(meter.status().used).toBe(cost);
  });

  it('stops at 95 % until midnight UTC, and says for how long', async () => {
    const { clock, http, meter } = open();
    for (let count = 0; count < 9; count += 1) {
      meter.check(1);
      await meter.metered(http, 1).get('/x', request);
    }
    expect(() => meter.check(1)).toThrow(
      expect.objectContaining({
        kind: 'throttled',
        message: 'daily budget: 9 of 10 are used',
        retryAfterMs: 12 * 3_600_000,
      }),
    );
    clock.advance(12 * 3_600_000);
    expect(() => meter.check(1)).not.toThrow();
    expect(meter.status().used).toBe(0);
  });

  it('never waits beyond the coming midnight, though the clock was a year ahead and is right again', async () => {
    const { clock, http, meter } = open();
    const yearMs = 365 * 86_400_000;
    clock.step(yearMs);
    meter.check(1);
    await meter.metered(http, 1).get('/x', request);
    clock.step(-yearMs);
    expect(meter.status().used).toBe(1);
    await meter.metered(http, 8).get('/x', request);
    expect(() => meter.check(1)).toThrow(expect.objectContaining({ retryAfterMs: 12 * 3_600_000 }));
    clock.advance(12 * 3_600_000);
    expect(() => meter.check(1)).not.toThrow();
  });

  it('takes over what another process has spent today, however long ago its own count began', async () => {
    const [leader, standby] = [open(), open()];
    for (const { clock } of [leader, standby]) clock.advance(36 * 3_600_000);
    await leader.meter.metered(leader.http, 7).get('/x', request);
    standby.meter.restore(leader.meter.memo());
    for (const text of ['no memo', 'null', '7', '{"day":1795392000000,"used":9}'])
      standby.meter.restore(text);
    expect(standby.meter.status().used).toBe(7);
  });

  it('takes over what was spent today by one whose clock jumped ahead since', async () => {
    const [leader, standby] = [open(), open()];
    await leader.meter.metered(leader.http, 5).get('/x', request);
    leader.clock.step(365 * 86_400_000);
    await leader.meter.metered(leader.http, 2).get('/x', request);
    standby.meter.restore(leader.meter.memo());
    expect(standby.meter.status().used).toBe(7);
  });
});
