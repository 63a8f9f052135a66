import { describe, expect, it } from 'vitest';
import { type PlannedItem, planFeeds, usualFeeds } from '../../src/worker/plan.ts';
import { continuous, makeProvider } from '../support/worker-rig.ts';

const quoteItem = (name: string, ...providers: string[]): PlannedItem => ({
  id: `quote:${name}`,
  cls: 'crypto',
  sources: providers.map((provider) => ({ provider, symbol: `${provider}-${name}` })),
});
const paces = (...list: { provider: ReturnType<typeof makeProvider>; everyMs?: number; cron?: string }[]) =>
  new Map(list.map((pace) => [pace.provider.id, pace]));
const provider = (id: string, batchMax = 20) =>
  makeProvider({ id, limits: { batchMax, minIntervalMs: 5_000 } });

describe('planFeeds', () => {
  it('asks for all items of one provider in one feed, in the order of the config', () => {
    const { feeds } = planFeeds(
      ['C', 'A', 'B'].map((name) => quoteItem(name, 'acme')),
      paces({ provider: provider('acme') }),
    );
    expect(feeds.map(({ id, items }) => [id, items.map(({ symbol }) => symbol)])).toEqual([
      ['acme', ['acme-C', 'acme-A', 'acme-B']],
    ]);
  });

  it('cuts a provider’s items into batches that it takes', () => {
    const { feeds } = planFeeds(
      ['A', 'B', 'C', 'D', 'E'].map((name) => quoteItem(name, 'acme')),
      paces({ provider: provider('acme', 2) }),
    );
    expect(feeds.map(({ id, items }) => [id, items.length])).toEqual([
      ['acme', 2],
      ['acme:2', 2],
      ['acme:3', 1],
    ]);
  });

  it('names the feeds of a provider that takes one item each after the items', () => {
    const place = { lat: -16.5, lon: -68.1, zone: 'America/La_Paz' };
    const { feeds } = planFeeds(
      [
        {
          id: 'weather:la-paz-bo',
          cls: 'weather',
          place,
          sources: [{ provider: 'met', symbol: 'la-paz-bo' }],
        },
      ],
      paces({ provider: provider('met', 1) }),
    );
    expect(feeds[0]).toMatchObject({ id: 'met:la-paz-bo', items: [{ id: 'weather:la-paz-bo', place }] });
  });

  it('has a feed of every source that is on, and says which is asked first and which is the first of all', () => {
    const { feeds, without } = planFeeds(
      [quoteItem('A', 'off', 'two'), quoteItem('B', 'two', 'off'), quoteItem('C', 'one', 'two')],
      paces({ provider: provider('one') }, { provider: provider('two') }),
    );
    expect(without).toEqual([]);
    expect(
      feeds.map(({ id, items }) => [id, items.map(({ symbol, tier, rank }) => `${symbol} ${tier} ${rank}`)]),
    ).toEqual([
      ['two', ['two-A fallback 0', 'two-B primary 0', 'two-C fallback 1']],
      ['one', ['one-C primary 0']],
    ]);
  });

  it('tells the feeds of a day on which nothing fails', () => {
    const plan = planFeeds(
      [quoteItem('A', 'one', 'two'), quoteItem('B', 'two'), quoteItem('C', 'one', 'three')],
      paces({ provider: provider('one') }, { provider: provider('two') }, { provider: provider('three') }),
    );
    const usual = usualFeeds(plan).map(({ id, items }) => [id, items.map((item) => item.id)]);
    expect(usual).toEqual([
      ['one', ['quote:A', 'quote:C']],
      ['two', ['quote:B']],
    ]);
  });

  it('names the items none of whose sources is on, and makes no feed for them', () => {
    const { feeds, without } = planFeeds(
      [quoteItem('A', 'off'), quoteItem('B')],
      paces({ provider: provider('on') }),
    );
    expect(without).toEqual(['quote:A', 'quote:B']);
    expect(feeds).toEqual([]);
  });

  it('goes by the pace of the config, but never faster than the provider allows', () => {
    const items = [quoteItem('A', 'acme')];
    const everyMs = (asked: number | undefined) =>
      planFeeds(
        items,
        paces({ provider: provider('acme'), ...(asked === undefined ? {} : { everyMs: asked }) }),
      ).feeds[0]?.cadence;
    expect(everyMs(undefined)).toEqual(continuous);
    expect(everyMs(60_000)).toMatchObject({ everyMs: 60_000 });
    expect(everyMs(1_000)).toMatchObject({ everyMs: 5_000 });
  });

  it('hands on a cron expression', () => {
    const { feeds } = planFeeds(
      [quoteItem('A', 'acme')],
      paces({ provider: provider('acme'), cron: '5 * * * *' }),
    );
    expect(feeds[0]?.cron).toBe('5 * * * *');
  });
});
