import { describe, expect, it } from 'vitest';
import type { Provider } from '../../src/providers/provider.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import type { PlannedItem } from '../../src/worker/plan.ts';
import { createWorker } from '../../src/worker/worker.ts';
import { fakeClock, settle } from '../support/fake-clock.ts';
import {
  accept,
  beatWith,
  hold,
  makeHttp,
  makeProvider,
  observe,
  recordLog,
  recordMetrics,
} from '../support/worker-rig.ts';

const start = Date.UTC(2026, 10, 23, 12, 0, 10);

const itemOf = (name: string, provider = 'acme'): PlannedItem => ({
  id: `quote:${name}`,
  cls: 'crypto',
  sources: [{ provider, symbol: name }],
});

async function startWorker(items: readonly PlannedItem[], overrides: Partial<Provider> = {}) {
  const clock = fakeClock(start);
  const store = createMemoryStore({ clock });
  const asked: string[] = [];
  const fetch: Provider['fetch'] = async (asks, { now }) => {
    asked.push(asks.map(({ symbol }) => symbol).join());
    return asks.map(({ id }) => accept(id, observe('1', now)));
  };
  const provider = makeProvider({ fetch, ...overrides });
  const enabled = { provider, http: makeHttp() };
  const { metrics, values } = recordMetrics();
  const worker = createWorker({
    owner: 'a',
    items,
    providers: new Map([['acme', enabled]]),
    store,
    clock,
    random: () => 0,
    startBeat: beatWith(clock),
    log: recordLog().log,
    metrics,
  });
  await worker.start();
  await settle();
  const pass = async (seconds: number) => {
    for (let second = 0; second < seconds; second += 1) {
      clock.advance(1_000);
      await settle();
    }
  };
  return { worker, clock, store, asked, enabled, pass, values };
}

describe('a worker that is given other items', () => {
  it('lets a feed whose plan is the same go on with what it knows', async () => {
    const { worker, asked, enabled, pass } = await startWorker([itemOf('A')]);
    await pass(3);
    const before = worker.status().feeds.acme;
    worker.reconfigure([itemOf('A')], new Map([['acme', { ...enabled }]]));
    expect(worker.status().feeds.acme).toEqual(before);
    await pass(3);
    expect(asked).toEqual(['A']);
  });

  it('starts new items, keeping the interval of the feed that they join, and ends the ones that went', async () => {
    const { worker, asked, store, enabled, pass } = await startWorker([itemOf('A'), itemOf('B')]);
    await pass(1);
    worker.reconfigure([itemOf('B'), itemOf('C')], new Map([['acme', enabled]]));
    await pass(2);
    expect(asked).toEqual(['A,B']);
    await pass(5);
    expect(asked).toEqual(['A,B', 'B,C']);
    const { items } = await store.load();
    expect([...items.keys()]).toEqual(['quote:A', 'quote:B', 'quote:C']);
    await pass(30);
    expect(asked.every((line, index) => index === 0 || line === 'B,C')).toBe(true);
  });

  it('starts a feed that joins one whose last try was by a clock a year ahead', async () => {
    const { worker, clock, asked, enabled, pass } = await startWorker([itemOf('A')]);
    clock.step(365 * 86_400_000);
    await pass(60);
    clock.step(-365 * 86_400_000);
    const before = asked.length;
    worker.reconfigure([itemOf('A'), itemOf('B')], new Map([['acme', enabled]]));
    await pass(20);
    expect(asked.slice(before)).toContain('A,B');
  });

  it('asks another provider at once, and closes the client of one that is off', async () => {
    const { worker, enabled, pass } = await startWorker([itemOf('A')]);
    const other = { provider: makeProvider({ id: 'other' }), http: makeHttp() };
    worker.reconfigure([itemOf('A', 'other'), itemOf('B', 'gone')], new Map([['other', other]]));
    await pass(1);
    expect(Object.keys(worker.status().feeds)).toEqual(['other']);
    expect(worker.status().feeds.other?.lastOkAt).not.toBeNull();
    expect(worker.status().without).toEqual(['quote:B']);
    expect(enabled.http.closed()).toBe(true);
  });

  it("takes the times of feeds that went out of the metrics, and leaves the others'", async () => {
    const { worker, enabled, pass, values } = await startWorker([itemOf('A')]);
    const gone = { provider: makeProvider({ id: 'gone' }), http: makeHttp() };
    const both = new Map([
      ['acme', enabled],
      ['gone', gone],
    ]);
    worker.reconfigure([itemOf('A'), itemOf('B', 'gone')], both);
    await pass(2);
    const timed = () =>
      [...values.keys()].filter((key) => key.startsWith('feed_') && key.includes('timestamp'));
    expect(timed()).toHaveLength(4);
    worker.reconfigure([itemOf('A')], new Map([['acme', enabled]]));
    expect(timed().sort()).toEqual([
      'feed_last_success_timestamp_seconds acme',
      'feed_newest_value_timestamp_seconds acme',
    ]);
    expect([...values.keys()].filter((key) => key.startsWith('breaker_state'))).toEqual([
      'breaker_state acme',
    ]);
  });

  it('credits nothing that a feed hears after its end to the source that has its place by then', async () => {
    const gate = hold<void>();
    let price = '100';
    const slow = makeProvider({
      fetch: async (asks, { now }) => {
        const answers = asks.map(({ id }) => accept(id, observe(price, now)));
        if (price !== '100') await gate.promise;
        return answers;
      },
    });
    const other = makeProvider({ id: 'other', origin: 'other', fetch: () => hold<never>().promise });
    const sources = (...names: readonly string[]): PlannedItem[] => [
      { id: 'quote:A', cls: 'crypto', sources: names.map((provider) => ({ provider, symbol: 'A' })) },
    ];
    const { worker, enabled, pass } = await startWorker(sources('acme'), { fetch: slow.fetch });
    await pass(3);
    price = '190';
    await pass(20);
    const providers = new Map([
      ['acme', enabled],
      ['other', { provider: other, http: makeHttp() }],
    ]);
    worker.reconfigure(sources('other', 'acme'), providers);
    gate.resolve();
    await settle();
    expect(worker.status().heldBack).toEqual({});
  });

  it('publishes nothing that a feed hears after its end, and waits for it before the client is closed', async () => {
    const answer = hold<void>();
    const { worker, store, enabled } = await startWorker([itemOf('A')], {
      fetch: async (asks, { now }) => {
        await answer.promise;
        return asks.map(({ id }) => accept(id, observe('7', now)));
      },
    });
    worker.reconfigure([], new Map());
    await settle();
    expect(enabled.http.closed()).toBe(false);
    answer.resolve();
    await settle();
    expect(enabled.http.closed()).toBe(true);
    expect((await store.load()).items.size).toBe(0);
  });
});
