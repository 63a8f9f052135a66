/** A gateway on a free port with a memory store and a clock that the test turns. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Catalogue } from '../../src/gateway/catalogue.ts';
import { createGateway, type Gateway, type GatewayOptions } from '../../src/gateway/gateway.ts';
import type { ItemId } from '../../src/protocol/item-id.ts';
import type { Draft } from '../../src/protocol/reading.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import type { Change, ReadingSource, Store } from '../../src/store/store.ts';
import { silentLog } from '../../src/system/log.ts';
import { createMetrics, type Metrics } from '../../src/system/metrics.ts';
import { type FakeClock, fakeClock } from '../support/fake-clock.ts';

export const newsroom = 'https://news.example';
export const front: readonly ItemId[] = ['quote:AAA', 'quote:BBB', 'quote:CCC'];
export const money: readonly ItemId[] = ['quote:BBB', 'quote:DDD'];
const all: readonly ItemId[] = [...front, 'quote:DDD', 'quote:EEE'];

export const catalogue: Catalogue = {
  sites: [
    { id: 'news', origins: [newsroom], boards: ['front'] },
    { id: 'paper', origins: ['https://paper.example:8443'], boards: ['front', 'money'] },
  ],
  boards: new Map([
    ['front', front],
    ['money', money],
  ]),
  meta: new Map(all.map((id) => [id, { id, cls: 'crypto', name: { en: id }, currency: 'USD' }])),
  sources: {
    feed: { name: 'Feed', text: 'Data from Feed', href: 'https://feed.example', licence: 'CC0-1.0' },
  },
  demo: false,
};

export function draftOf(id: ItemId, price: string, asOf = 1_000): Draft {
  return {
    id,
    state: 'live',
    asOf,
    staleAt: asOf + 60_000,
    source: 'feed',
    tier: 'primary',
    delay: 'realtime',
    value: { kind: 'quote', price },
  };
}

/** Writes into a store as the worker would. */
export interface Writer {
  put(...changes: (readonly [ItemId, string] | Change)[]): Promise<void>;
}

export async function createWriter(store: Store): Promise<Writer> {
  const lease = await store.acquire({ owner: 'test', ttlMs: 1e9, seen: { e: 0, s: 0 }, manner: 'now' });
  if (lease.kind !== 'held') throw new Error('the lease is taken');
  let { seq } = lease;
  return {
    async put(...changes) {
      const written = changes.map((change) =>
        'draft' in change ? change : { draft: draftOf(change[0], change[1]) },
      );
      const result = await store.publish(lease.fence, seq, written);
      if (result.kind !== 'ok') throw new Error(result.kind);
      seq = result.seq;
    },
  };
}

export interface Rig {
  readonly gateway: Gateway;
  readonly clock: FakeClock;
  readonly store: Store;
  readonly writer: Writer;
  readonly metrics: Metrics;
  /** The value of a metric's line in Prometheus' text, without prefix: `close_total{code="4400"}`. */
  metric(line: string): Promise<number>;
}

/** Every item but EEE has a first reading. Ends with the test. */
export async function startRig(
  overrides: Partial<GatewayOptions> & { readonly wrap?: (store: Store) => ReadingSource } = {},
): Promise<Rig> {
  const clock = fakeClock();
  const store = createMemoryStore({ clock });
  const writer = await createWriter(store);
  await writer.put(...all.slice(0, 4).map((id) => [id, '1.00'] as const));
  const metrics = createMetrics();
  const gateway = createGateway({
    host: '127.0.0.1',
    port: 0,
    basePath: '',
    catalogue,
    store: overrides.wrap?.(store) ?? store,
    clock,
    random: () => 0.5,
    log: silentLog,
    metrics,
    widgetFolder: await widgetFolder(),
    ...overrides,
  });
  onTestFinished(() => stopNow(gateway, clock));
  await gateway.start();
  return {
    gateway,
    clock,
    store,
    writer,
    metrics,
    metric: (line) => metricOf(metrics, line),
  };
}

/** Says the first readings once more, as of now: a strip calls nothing live that is old. */
export function refresh({ writer, clock }: Rig): Promise<void> {
  return writer.put(...all.slice(0, 4).map((id) => ({ draft: draftOf(id, '1.00', clock.now()) })));
}

async function metricOf(metrics: Metrics, line: string): Promise<number> {
  const text = await metrics.text();
  const found = text.split('\n').find((entry) => entry.startsWith(`masthead_${line} `));
  return Number(found?.split(' ').at(-1) ?? 0);
}

async function stopNow(gateway: Gateway, clock: FakeClock): Promise<void> {
  let stopped = false;
  const stop = gateway.stop().finally(() => {
    stopped = true;
  });
  while (!stopped) {
    await clock.advanceAsync(1_000);
    await new Promise((resolve) => setImmediate(resolve));
  }
  await stop;
}

async function widgetFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'masthead-widget-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'masthead.js'), `export const strip = 1;\n${'// padding\n'.repeat(200)}`);
  await writeFile(join(folder, 'notes.txt'), 'not for browsers');
  return folder;
}
