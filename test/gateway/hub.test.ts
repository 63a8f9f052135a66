import { describe, expect, it } from 'vitest';
import { createHub } from '../../src/gateway/hub.ts';
import type { ItemId } from '../../src/protocol/item-id.ts';
import type { HeldItem, ReadingSource, StoreState } from '../../src/store/store.ts';
import { type LogFields, silentLog } from '../../src/system/log.ts';
import { fakeClock, settle } from '../support/fake-clock.ts';
import { draftOf } from './rig.ts';

const id: ItemId = 'quote:AAA';

function held(e: number, s: number, item: ItemId = id): HeldItem {
  return { reading: { ...draftOf(item, `${e}.${s}`), e, s } };
}

function state(...items: HeldItem[]): StoreState {
  return { epoch: 1, seq: 9, items: new Map(items.map((item) => [item.reading.id, item])) };
}

/** A store whose answers the test gives by hand, in the order in which they were asked for. */
function manualStore() {
  const calls: string[] = [];
  const answers: { resolve: (state: StoreState) => void; reject: (error: Error) => void }[] = [];
  let tell: (items: readonly HeldItem[]) => void = () => {};
  const source: ReadingSource = {
    load() {
      calls.push('load');
      return new Promise((resolve, reject) => answers.push({ resolve, reject }));
    },
    watch(listener) {
      calls.push('watch');
      tell = listener;
      return () => calls.push('unwatch');
    },
  };
  return { source, calls, answers, tell: (...items: HeldItem[]) => tell(items) };
}

function setup() {
  const clock = fakeClock();
  const store = manualStore();
  const published: ItemId[][] = [];
  const heard: number[] = [];
  const lines: [string, LogFields | undefined][] = [];
  const hub = createHub({
    store: store.source,
    clock,
    random: () => 1,
    log: {
      ...silentLog,
      warn: (event, fields) => void lines.push([event, fields]),
      info: (event) => void lines.push([event, undefined]),
    },
    tickMs: 1000,
    knows: (known) => known !== 'quote:STRANGE',
    onPublish(changed, heardAt) {
      published.push([...changed]);
      heard.push(heardAt);
    },
  });
  hub.start();
  const price = () => hub.item(id)?.reading.s;
  const load = async (...items: HeldItem[]) => {
    store.answers.shift()?.resolve(state(...items));
    await settle();
  };
  return { clock, store, hub, published, heard, lines, price, load };
}

describe('the published state', () => {
  it('is what was loaded, at once', async () => {
    const { hub, published, price, load } = setup();
    expect(hub.hasState()).toBe(false);
    await load(held(1, 5));
    expect(hub.hasState()).toBe(true);
    expect(price()).toBe(5);
    expect(published).toEqual([[id]]);
  });

  it('is there even where the store is empty', async () => {
    const { hub, load } = setup();
    await load();
    expect(hub.hasState()).toBe(true);
    expect(hub.epoch()).toBe(1);
  });

  it('keeps what was announced between the watch and the load', async () => {
    const { store, price, load } = setup();
    expect(store.calls).toEqual(['watch', 'load']);
    store.tell(held(1, 7));
    await load(held(1, 5));
    expect(price()).toBe(7);
  });

  it('does not show what is announced before the load, tick or no tick', async () => {
    const { store, clock, price } = setup();
    store.tell(held(1, 7));
    clock.advance(5_000);
    expect(price()).toBeUndefined();
  });

  it('changes at a tick only, and once for many announcements', async () => {
    const { store, clock, published, price, load } = setup();
    await load(held(1, 1));
    store.tell(held(1, 2));
    store.tell(held(1, 3), held(1, 4, 'quote:BBB'));
    expect(price()).toBe(1);
    clock.advance(1000);
    expect(price()).toBe(3);
    expect(published).toEqual([[id], [id, 'quote:BBB']]);
    clock.advance(10_000);
    expect(published.length).toBe(2);
  });

  it('goes out before the tick where somebody joins, and not once more at it', async () => {
    const { store, clock, hub, published, price, load } = setup();
    await load(held(1, 1));
    store.tell(held(1, 2));
    hub.publishNow();
    expect(price()).toBe(2);
    hub.publishNow();
    clock.advance(1000);
    expect(published).toEqual([[id], [id]]);
  });

  it('is published with when its oldest change was heard, since the tick before', async () => {
    const { store, clock, heard, load } = setup();
    await load(held(1, 1));
    clock.advance(200);
    store.tell(held(1, 2));
    clock.advance(300);
    store.tell(held(1, 3));
    store.tell(held(1, 1));
    clock.advance(1_000);
    store.tell(held(1, 4));
    clock.advance(1_000);
    expect(heard).toEqual([0, 200, 1_500]);
  });

  it('never goes back to an older copy', async () => {
    const { store, clock, published, price, load } = setup();
    await load(held(2, 2));
    store.tell(held(1, 99));
    store.tell(held(2, 2));
    clock.advance(1000);
    expect(price()).toBe(2);
    expect(published.length).toBe(1);
  });

  it('does not keep items that nobody can ask for', async () => {
    const { store, clock, hub, load } = setup();
    await load();
    store.tell(held(1, 1, 'quote:STRANGE'));
    clock.advance(1000);
    expect(hub.item('quote:STRANGE')).toBeUndefined();
  });

  it('knows the highest epoch that it heard of', async () => {
    const { store, hub, load } = setup();
    await load(held(1, 1));
    store.tell(held(8, 1));
    store.tell(held(3, 1));
    expect(hub.epoch()).toBe(8);
  });
});

describe('a store that cannot be read', () => {
  it('is asked again after growing waits, with one warning, until it answers', async () => {
    const { store, clock, hub, lines, price, load } = setup();
    for (const waitMs of [500, 1000, 1000]) {
      store.answers.shift()?.reject(new Error('down'));
      await settle();
      clock.advance(waitMs - 1);
      expect(store.answers.length).toBe(0);
      clock.advance(1);
      expect(store.answers.length).toBe(1);
    }
    expect(hub.hasState()).toBe(false);
    await load(held(1, 5));
    expect(price()).toBe(5);
    expect(lines.map(([event]) => event)).toEqual(['store cannot be read', 'store can be read']);
  });

  it('is asked at least every second', async () => {
    const { store, clock } = setup();
    for (let failures = 0; failures < 40; failures += 1) {
      store.answers.shift()?.reject(new Error('down'));
      await settle();
      clock.advance(1_000);
    }
    expect(store.answers.length).toBe(1);
  });
});

it('a hub that is stopped while the store is down does not ask again', async () => {
  const { store, clock, hub } = setup();
  store.answers.shift()?.reject(new Error('down'));
  await settle();
  hub.stop();
  expect(clock.pending()).toBe(0);
  clock.advance(60_000);
  expect(store.answers.length).toBe(0);
});

it('a stopped hub watches nothing, sets no timer and publishes nothing', async () => {
  const { store, clock, hub, published, load } = setup();
  hub.stop();
  await load(held(1, 1));
  expect(store.calls.at(-1)).toBe('unwatch');
  expect(clock.pending()).toBe(0);
  expect(published).toEqual([]);
});
