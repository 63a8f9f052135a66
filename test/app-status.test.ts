import { describe, expect, it } from 'vitest';
import { statusOf } from '../src/app-status.ts';
import type { Config } from '../src/config/config.ts';
import type { ItemSettings } from '../src/config/item-settings.ts';
import type { Gateway } from '../src/gateway/gateway.ts';
import { createMemoryStore } from '../src/store/memory.ts';
import { version } from '../src/system/project.ts';
import type { Worker } from '../src/worker/worker.ts';
import type { WorkerStatus } from '../src/worker/worker-status.ts';
import { fakeClock } from './support/fake-clock.ts';
import { draftQuote, makeProvider } from './support/worker-rig.ts';

const clock = fakeClock();
const now = clock.now();
const source = (provider: string) => ({ provider, symbol: 'A' });
const itemOf = (name: string, ...providers: string[]): ItemSettings => ({
  id: `quote:${name}`,
  cls: 'crypto',
  sources: providers.map(source),
});

function statusWith(status: Partial<WorkerStatus>, items: readonly ItemSettings[] = []) {
  const config = {
    demo: false,
    environment: { role: 'all' },
    items,
    off: { gone: 'GONE_KEY is not set' },
    meta: new Map(
      items.map(({ id, cls }) => [id, { id, cls, name: { en: id }, currency: 'USD', decimals: 2 }]),
    ),
    sources: { acme: { name: 'Acme', text: 'Data by Acme', href: 'https://acme.example', licence: '' } },
    providers: new Map([
      ['acme', { provider: makeProvider(), baseUrl: 'https://acme.example', key: 'secret' }],
    ]),
  } as unknown as Config;
  const worker = {
    status: () => ({
      leader: true,
      epoch: 7,
      refusals: { fenced: 1, lost: 2 },
      beating: true,
      feeds: {},
      budgets: { acme: { used: 40, limit: 100, usedByMidnight: 120, endsAt: now + 5_000 } },
      readings: [],
      without: ['quote:W'],
      ...status,
    }),
  } as unknown as Worker;
  const gateway = { readers: () => 3, epoch: () => 0, readings: () => [] } as unknown as Gateway;
  const store = createMemoryStore({ clock });
  const absurdWaits = new Map([['acme', { heardAt: now - 1_000, askedS: 315_360_000 }]]);
  return statusOf({
    config,
    store,
    worker,
    orders: { status: () => ({}) },
    gateway,
    absurdWaits,
    clock,
    startedAt: now - 61_000,
  });
}

describe('the status of a process', () => {
  it('says what runs, since when, and for whom', () => {
    expect(statusWith({})).toMatchObject({
      at: now,
      version,
      role: 'all',
      demo: false,
      leader: true,
      epoch: 7,
      leadBy: null,
      store: 'memory',
      storeUp: true,
      fenced: 1,
      lost: 2,
      repairs: 0,
      startedAt: now - 61_000,
      uptimeS: 61,
      readers: 3,
      rssBytes: expect.any(Number),
      heapUsedBytes: expect.any(Number),
      providersOff: { gone: 'GONE_KEY is not set' },
      itemsWithoutSource: ['quote:W'],
    });
  });

  it('tells of each provider its budget and absurd waits, and never its key', () => {
    const status = statusWith({});
    expect(status.providers).toEqual({
      acme: {
        usedToday: 40,
        dailyLimit: 100,
        expectedByMidnight: 120,
        budgetEndsAt: now + 5_000,
        absurdWaitAskedS: 315_360_000,
        absurdWaitHeardAt: now - 1_000,
      },
    });
    expect(JSON.stringify(status)).not.toContain('secret');
  });

  it('tells of each item its state, its times, and why it is from where it is', () => {
    const stamp = { e: 1, s: 1 };
    const items = [
      itemOf('A', 'acme'),
      itemOf('B', 'gone', 'acme'),
      itemOf('C', 'acme'),
      itemOf('D', 'acme'),
      itemOf('E', 'other'),
    ];
    const { items: told } = statusWith(
      {
        readings: [
          { ...draftQuote('A', '1', now), ...stamp },
          { ...draftQuote('B', '1', now - 120_000), tier: 'fallback', ...stamp },
          { id: 'quote:C', state: 'unavailable', reason: 'feed-failed', asOf: now, ...stamp },
          { ...draftQuote('E', '1', now), ...stamp, confirmedBy: 'acme' },
        ] as WorkerStatus['readings'],
      },
      items,
    );
    const nothing = { asOf: null, staleAt: null, source: null, tier: null, why: null };
    expect(told).toEqual({
      'quote:A': {
        state: 'live',
        asOf: now,
        staleAt: now + 120_000,
        source: 'acme',
        tier: 'primary',
        why: 'its first source',
        shown: '$1.00',
        says: expect.stringMatching(/^as of .+ · real time · Acme$/),
      },
      'quote:B': {
        state: 'live, stale',
        asOf: now - 120_000,
        staleAt: now,
        source: 'acme',
        tier: 'fallback',
        why: 'gone: GONE_KEY is not set',
        shown: '$1.00',
        says: expect.stringMatching(/out of date, 2 minutes ago · backup source: Acme$/),
      },
      'quote:C': {
        ...nothing,
        state: 'unavailable: feed-failed',
        asOf: now,
        shown: '—',
        says: 'source not answering',
      },
      'quote:D': { ...nothing, state: 'nothing yet', shown: null, says: null },
      'quote:E': expect.objectContaining({
        why: 'no source of it any more',
        says: expect.stringMatching(/ · confirmed by Acme$/),
      }),
    });
  });
});
