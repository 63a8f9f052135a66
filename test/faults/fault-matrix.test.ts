/** Every fault at every provider, over real HTTP: nothing wrong is shown, nothing else is disturbed, and it recovers. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faults } from '../../src/demo/faults.ts';
import { createDemoUpstream, type DemoUpstream } from '../../src/demo/upstream.ts';
import type { ItemId } from '../../src/protocol/item-id.ts';
import { type Draft, hasValue, type Value } from '../../src/protocol/reading.ts';
import { providers } from '../../src/providers/index.ts';
import type { Provider } from '../../src/providers/provider.ts';
import { createHttpClient } from '../../src/system/http-client.ts';
import { UpstreamError } from '../../src/system/upstream-error.ts';
import { sortAnswers } from '../../src/worker/feed-answers.ts';
import type { FeedItem, FeedPlan } from '../../src/worker/plan.ts';
import { providerContext } from '../../src/worker/provider-context.ts';
import { shipped } from '../support/calendars.ts';
import { type FakeClock, fakeClock } from '../support/fake-clock.ts';
import { controlUpstream } from '../support/upstream-control.ts';

const washington = { lat: 38.9072, lon: -77.0369, altitude: 22, zone: 'America/New_York' };
const oslo = { lat: 59.9139, lon: 10.7522, altitude: 23, zone: 'Europe/Oslo' };

const asked: Readonly<Record<string, readonly Omit<FeedItem, 'tier' | 'rank'>[]>> = {
  metno: [{ id: 'weather:washington-us', cls: 'weather', symbol: 'washington-us', place: washington }],
  metalerts: [{ id: 'alerts:oslo-no', cls: 'alerts', symbol: 'oslo-no', place: oslo }],
  nws: [{ id: 'weather:washington-us', cls: 'weather', symbol: 'washington-us', place: washington }],
  'nws-alerts': [{ id: 'alerts:washington-us', cls: 'alerts', symbol: 'washington-us', place: washington }],
  ecb: [{ id: 'quote:USD-JPY', cls: 'fx', symbol: 'USD/JPY' }],
  frankfurter: [{ id: 'quote:USD-JPY', cls: 'fx', symbol: 'USD/JPY' }],
  treasury: [{ id: 'quote:US10Y', cls: 'yield', symbol: '10Y' }],
  coingecko: [{ id: 'quote:BTC-USD', cls: 'crypto', symbol: 'bitcoin' }],
  coinbase: [{ id: 'quote:BTC-USD', cls: 'crypto', symbol: 'BTC-USD' }],
  kraken: [{ id: 'quote:BTC-USD', cls: 'crypto', symbol: 'XBTUSD' }],
  twelvedata: [{ id: 'quote:SPX', cls: 'index', symbol: 'SPX' }],
};

/** Settings that a fault needs, and those that keep a test short. */
const settings: Readonly<Record<string, readonly object[]>> = {
  slow: [{ ms: 60_000 }],
  status: [
    { status: 429, retryAfter: 120 },
    { status: 429, retryAfter: 'Mon, 23 Nov 2026 15:32:00 GMT' },
    { status: 500 },
    { status: 503 },
  ],
};
const cases = faults.flatMap(({ name }) =>
  (settings[name] ?? [{}]).map((setting) => ({ fault: name, ...setting })),
);

/** What a try came to: the readings that may be shown, or the kind of trouble. */
type Result = { readonly shown: readonly ShownDraft[] } | { readonly trouble: string };
type ShownDraft = Extract<Draft, { readonly value: Value }>;

/** Faults that keep a client waiting end at its deadline; the others must never come near it. */
const waits = new Set(['slow', 'drip']);

describe.each(providers.map((provider) => [provider.id, provider] as const))(
  '%s',
  (id, provider: Provider) => {
    let clock: FakeClock;
    let upstream: DemoUpstream;

    beforeAll(async () => {
      clock = fakeClock(Date.UTC(2026, 10, 23, 15, 30));
      upstream = createDemoUpstream({ clock, calendars: shipped, port: 0 });
      await upstream.start();
    });
    afterAll(() => upstream.stop());

    const items = (asked[id] ?? []).map((item) => ({ ...item, tier: 'primary', rank: 0 }) as FeedItem);
    const plan: FeedPlan = { id, provider, items, cadence: provider.cadence };

    const command = (name: string, body: object) => controlUpstream(upstream.baseUrl(), name, body);

    /** One try from a cold start, as the worker makes it: provider, then admission. */
    const attempt = async (deadlineMs = 10_000, held: readonly ShownDraft[] = []): Promise<Result> => {
      const http = createHttpClient({
        baseUrl: `${upstream.baseUrl()}/${id}`,
        userAgent: 'Masthead/9.9 (+desk@example.com)',
        privateHosts: ['127.0.0.1'],
        deadlineMs,
        clock,
      });
      try {
        const answers = await provider.fetch(items, providerContext(http, clock.now(), 'a-key'));
        const heldOf = (item: ItemId) => {
          const draft = held.find((one) => one.id === item);
          return draft && { reading: { ...draft, e: 1, s: 1 } };
        };
        const { offers } = sortAnswers(plan, answers, heldOf, clock.now());
        return { shown: offers.flatMap(({ draft }) => (hasValue(draft) ? [draft] : [])) };
      } catch (error) {
        if (error instanceof UpstreamError) return { trouble: error.kind };
        throw error;
      } finally {
        http.close();
      }
    };

    it('is asked for something, and answers', async () => {
      expect(items.length).toBeGreaterThan(0);
      expect(await attempt()).toMatchObject({ shown: [expect.anything()] });
    });

    it.each(cases)('shows nothing but what was served under %j, and recovers', async (fault) => {
      const before = await attempt();
      const held = shownOf(before);
      await command('fault', { provider: id, ...fault });
      const under = await attempt(waits.has(fault.fault) ? 60 : undefined, held);
      await command('clear', { provider: id });
      const after = await attempt();

      const isTrue = fault.fault === 'frozen' || fault.fault === 'older';
      const wrong = shownOf(under).filter(({ value }) => !isTrue && !isEmptyList(value));
      expect({ fault, wrong }).toEqual({ fault, wrong: [] });
      // What is served again from before may be shown, but never in the place of something newer.
      for (const { id: item, asOf } of shownOf(under)) {
        expect(asOf).toBeGreaterThanOrEqual(held.find((one) => one.id === item)?.asOf ?? 0);
      }
      if ('trouble' in under)
        expect(under.trouble).toMatch(
          /^(?:timeout|network|status|throttled|rejected|not-found|empty|shape|too-large)$/,
        );
      expect(after).toEqual(before);
    });
  },
);

function shownOf(result: Result): readonly ShownDraft[] {
  return 'shown' in result ? result.shown : [];
}

/** Of warnings, none in force is an answer: an empty list may be shown as that. */
function isEmptyList(value: Value): boolean {
  return value.kind === 'alerts' && value.alerts.length === 0;
}
