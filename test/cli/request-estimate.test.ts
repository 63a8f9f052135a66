import { describe, expect, it } from 'vitest';
import { pollsPerDay, requestsPerDay } from '../../src/cli/request-estimate.ts';
import { fixing, makePlan, makeProvider, model } from '../support/worker-rig.ts';

const now = Date.UTC(2026, 10, 23, 12);

describe('the estimate of requests a day', () => {
  it.each([
    ['every 15 seconds', makePlan(makeProvider()), 5_760],
    ['a fixing: an hour of watching, else hourly', makePlan(makeProvider({ cadence: fixing })), 35],
    ['a model: each half hour', makePlan(makeProvider({ cadence: model })), 48],
    ['cron in working hours', makePlan(makeProvider(), ['A'], { cron: '*/10 9-16 * * 1-5' }), 48],
    ['cron faster than the provider allows', slowCron(), 144],
    ['cron that never comes on the day', makePlan(makeProvider(), ['A'], { cron: '0 8 1 * *' }), 1],
  ])('counts %s', (_what, plan, polls) => {
    expect(pollsPerDay(plan, now)).toBe(polls);
  });

  it('counts items where the provider does, adds its feeds, and names the limit and the lines of a start', () => {
    const limits = { batchMax: 2, minIntervalMs: 5_000, costPerItem: 1, requestsPerDay: 800 };
    const provider = makeProvider({ limits, history: async () => [] });
    expect(requestsPerDay([makePlan(provider, ['A', 'B']), makePlan(provider, ['C'])], now)).toEqual([
      { provider: 'acme', feeds: 2, pollsPerDay: 11_520, requestsPerDay: 17_280, atStart: 3, limit: 800 },
    ]);
  });
});

function slowCron() {
  const provider = makeProvider({ limits: { batchMax: 1, minIntervalMs: 600_000 } });
  return makePlan(provider, ['A'], { cron: '* * * * *' });
}
