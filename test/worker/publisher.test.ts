import { beforeEach, describe, expect, it } from 'vitest';
import type { Draft } from '../../src/protocol/reading.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import type { Published, Store } from '../../src/store/store.ts';
import type { Offer } from '../../src/worker/offer.ts';
import { createPublisher, type Publisher } from '../../src/worker/publisher.ts';
import { correctionOf } from '../contracts/orders.ts';
import { seeker } from '../contracts/store.ts';
import { type FakeClock, fakeClock, settle } from '../support/fake-clock.ts';
import { draftQuote, hold, interruptStore } from '../support/worker-rig.ts';

const noon = Date.UTC(2026, 10, 23, 12);
const offer = (
  name: string,
  price: string,
  asOf = noon,
  basis: Parameters<typeof draftQuote>[3] = 'utcDayOpen',
): Offer => ({
  draft: draftQuote(name, price, asOf, basis),
});
const blank = (name: string): Offer => ({
  draft: { id: `quote:${name}`, state: 'unavailable', asOf: noon, reason: 'feed-failed' } satisfies Draft,
});

let clock: FakeClock;
let store: Store;
let interrupted: ReturnType<typeof interruptStore>;
let publisher: Publisher;

/** A term as leadership hands it over. */
async function lead(of = publisher, owner = 'a'): Promise<{ fence: number; outcome: string }> {
  const term = await store.acquire(seeker(owner));
  if (term.kind !== 'held') throw new Error('the lease is busy');
  return { fence: term.fence, outcome: await of.lead(term, await store.load()) };
}

async function stored(): Promise<[string, string, number, number][]> {
  const { items } = await store.load();
  return [...items.values()].map(({ reading }) => [
    reading.id,
    'value' in reading && reading.value.kind === 'quote' ? reading.value.price : reading.state,
    reading.e,
    reading.s,
  ]);
}

beforeEach(() => {
  clock = fakeClock(noon);
  store = createMemoryStore({ clock });
  interrupted = interruptStore(store);
  publisher = createPublisher(interrupted.store);
});

describe('publish', () => {
  it('writes what is new in the order of the offers, and knows it as the store does', async () => {
    const { fence } = await lead();
    expect(await publisher.publish([offer('A', '1'), blank('B')])).toBe('ok');
    expect(await publisher.publish([offer('A', '2', noon + 1)])).toBe('ok');
    expect(await stored()).toEqual([
      ['quote:A', '2', fence, 3],
      ['quote:B', 'unavailable', fence, 2],
    ]);
    const { items } = await store.load();
    for (const [id, item] of items) expect(publisher.held(id)).toEqual(item);
  });

  it('writes nothing for what did not change, however often it is offered', async () => {
    await lead();
    await publisher.publish([offer('A', '1'), blank('B')]);
    for (let count = 0; count < 5; count += 1) {
      expect(await publisher.publish([offer('A', '1'), blank('B')])).toBe('ok');
    }
    expect(interrupted.published).toHaveLength(1);
  });

  it('writes only what did change among several', async () => {
    await lead();
    await publisher.publish([offer('A', '1'), offer('B', '1')]);
    await publisher.publish([offer('A', '1'), offer('B', '2', noon + 1)]);
    expect(interrupted.published[1]?.map(({ draft }) => draft.id)).toEqual(['quote:B']);
  });

  it('writes a new time of an unchanged price: it says until when the price looks live', async () => {
    await lead();
    await publisher.publish([offer('A', '1')]);
    await publisher.publish([offer('A', '1', noon + 60_000)]);
    expect(interrupted.published).toHaveLength(2);
  });

  it('writes nothing without a term', async () => {
    expect(await publisher.publish([offer('A', '1')])).toBe('idle');
    await lead();
    publisher.follow();
    expect(await publisher.publish([offer('A', '1')])).toBe('idle');
    expect(interrupted.published).toEqual([]);
  });

  it('keeps the order of calls that come while the store is slow', async () => {
    const { fence } = await lead();
    const slow = hold<void>();
    let calls = 0;
    interrupted.over.publish = async (...args) => {
      calls += 1;
      if (calls === 1) await slow.promise;
      return store.publish(...args);
    };
    const all = ['1', '2', '3', '4'].map((price, index) =>
      publisher.publish([offer('A', price, noon + index)]),
    );
    await settle();
    slow.resolve();
    expect(await Promise.all(all)).toEqual(['ok', 'ok', 'ok', 'ok']);
    expect(await stored()).toEqual([['quote:A', '4', fence, 4]]);
    expect(publisher.held('quote:A')?.reading.s).toBe(4);
  });

  it('rejects where the store cannot be reached, and offers the same again later', async () => {
    const { fence } = await lead();
    interrupted.over.publish = () => Promise.reject(new Error('gone'));
    await expect(publisher.publish([offer('A', '1')])).rejects.toThrow('gone');
    delete interrupted.over.publish;
    expect(await publisher.publish([offer('A', '1')])).toBe('ok');
    expect(await stored()).toEqual([['quote:A', '1', fence, 1]]);
  });
});

describe('a correction of which no announcement has come', () => {
  const corrected = { at: noon, from: 1_000, to: 2_000 };
  const marks = async () => {
    const { items } = await store.load();
    return [...items.values()].map(({ reading }) => ('corrected' in reading ? reading.corrected : undefined));
  };

  it('keeps its mark through the next prices', async () => {
    const { fence } = await lead();
    await publisher.publish([offer('A', '1')]);
    await store.give(correctionOf('A', noon));
    for (const [at, price] of ['2', '3'].entries()) {
      expect(await publisher.publish([offer('A', price, noon + 1 + at)])).toBe('ok');
      expect(await marks()).toEqual([corrected]);
    }
    expect(await stored()).toEqual([['quote:A', '3', fence, 4]]);
    // Read once.
    expect(interrupted.published).toHaveLength(4);
    expect(publisher.held('quote:A')).toEqual((await store.load()).items.get('quote:A'));
  });

  it('keeps its mark though another item was written in between', async () => {
    await lead();
    await publisher.publish([offer('A', '1')]);
    await store.give(correctionOf('A', noon));
    await publisher.publish([offer('B', '1')]);
    await publisher.publish([offer('A', '2', noon + 1)]);
    expect(await marks()).toEqual([corrected, undefined]);
  });

  it('keeps its mark where it came before the first price of a term', async () => {
    await lead();
    await publisher.publish([offer('A', '1')]);
    clock.advance(1_000);
    await lead();
    await store.give(correctionOf('A', noon));
    await publisher.publish([offer('A', '2', noon + 1)]);
    expect(await marks()).toEqual([corrected]);
  });
});

it('knows what a write has done whose answer never came', async () => {
  const { fence } = await lead();
  interrupted.over.publish = async (...args) => {
    await store.publish(...args);
    throw new Error('too slow');
  };
  await expect(publisher.publish([offer('A', '1')])).rejects.toThrow('too slow');
  delete interrupted.over.publish;
  expect(await publisher.publish([offer('A', '1')])).toBe('ok');
  expect(await stored()).toEqual([['quote:A', '1', fence, 1]]);
  expect(publisher.held('quote:A')?.reading.s).toBe(1);
});

describe('sparklines', () => {
  const sparkOf = async () => (await store.load()).items.get('quote:A')?.spark;

  it('grow by each price', async () => {
    await lead();
    await publisher.publish([offer('A', '1')]);
    await publisher.publish([offer('A', '2', noon + 1_800_000)]);
    expect(await sparkOf()).toEqual({ t0: noon, dt: [0, 1_800], v: [1, 2] });
  });

  it('are not drawn of blanks', async () => {
    await lead();
    await publisher.publish([blank('A')]);
    expect(await sparkOf()).toBeUndefined();
  });

  it('start afresh on another basis', async () => {
    await lead();
    await publisher.publish([offer('A', '1')]);
    await publisher.publish([offer('A', '2', noon + 1_800_000, 'prevClose')]);
    expect(await sparkOf()).toEqual({ t0: noon + 1_800_000, dt: [0], v: [2] });
  });

  it('are not those of prices beside a fixing that comes without its line', async () => {
    await lead();
    await publisher.publish([offer('A', '1')]);
    await publisher.publish([offer('A', '2', noon + 1_800_000, 'prevFixing')]);
    expect(await sparkOf()).toEqual({ t0: noon + 1_800_000, dt: [0], v: [2] });
  });

  it('go on after a blank in between', async () => {
    await lead();
    await publisher.publish([offer('A', '1')]);
    await publisher.publish([blank('A')]);
    await publisher.publish([offer('A', '2', noon + 1_800_000)]);
    expect((await sparkOf())?.v).toEqual([1, 2]);
  });

  it('are replaced by a line that comes whole, once', async () => {
    await lead();
    await publisher.publish([offer('A', '1')]);
    const series = [
      { t: noon - 7_200_000, price: '0.8' },
      { t: noon - 3_600_000, price: '0.9' },
    ];
    for (let count = 0; count < 3; count += 1) await publisher.publish([{ ...offer('A', '1'), series }]);
    expect(await sparkOf()).toEqual({ t0: noon - 7_200_000, dt: [0, 3_600], v: [0.8, 0.9] });
    expect(interrupted.published).toHaveLength(2);
  });

  it('and details are written where they alone are new', async () => {
    await lead();
    await publisher.publish([offer('A', '1')]);
    const detail = { kind: 'weather', hours: [], days: [] } as const;
    for (let count = 0; count < 3; count += 1) await publisher.publish([{ ...offer('A', '1'), detail }]);
    expect((await store.load()).items.get('quote:A')?.detail).toEqual(detail);
    expect(interrupted.published).toHaveLength(2);
  });
});

describe('the end of a term', () => {
  it('shows as fenced where another leads', async () => {
    await lead();
    clock.advance(3_001);
    await store.acquire(seeker('b'));
    expect(await publisher.publish([offer('A', '1')])).toBe('fenced');
    expect(await stored()).toEqual([]);
  });

  it('shows as lost where the store forgot, and the next term writes everything again', async () => {
    await lead();
    await publisher.publish([offer('A', '1'), offer('B', '2')]);
    store = createMemoryStore({ clock });
    interrupted.over.publish = store.publish;
    expect(await publisher.publish([offer('A', '3', noon + 1)])).toBe('lost');
    clock.advance(1_000);
    const { fence, outcome } = await lead();
    expect(outcome).toBe('ok');
    expect(await stored()).toEqual([
      ['quote:A', '1', fence, 1],
      ['quote:B', '2', fence, 2],
    ]);
    expect((await store.load()).items.get('quote:A')?.spark?.v).toEqual([1]);
  });

  it('leaves a term that began meanwhile as it is', async () => {
    await lead();
    const late = hold<Published>();
    interrupted.over.publish = () => late.promise;
    const old = publisher.publish([offer('A', '1')]);
    await settle();
    clock.advance(1_000);
    const next = lead();
    await settle();
    delete interrupted.over.publish;
    late.resolve({ kind: 'fenced' });
    expect(await old).toBe('idle');
    const { fence } = await next;
    expect(await publisher.publish([offer('A', '2')])).toBe('ok');
    expect(await stored()).toEqual([['quote:A', '2', fence, 1]]);
  });

  it('is not undone by a write that was still under way', async () => {
    await lead();
    const late = hold<void>();
    interrupted.over.publish = async (...args) => {
      await late.promise;
      return store.publish(...args);
    };
    const old = publisher.publish([offer('A', '1')]);
    await settle();
    publisher.follow();
    late.resolve();
    expect(await old).toBe('ok');
    expect(await publisher.publish([offer('A', '2', noon + 1)])).toBe('idle');
  });
});

describe('the start of a term', () => {
  it('takes over what another leader wrote, as published', async () => {
    const other = createPublisher(store);
    await lead(other, 'b');
    await other.publish([offer('A', '1')]);
    await store.release('b');
    clock.advance(1_000);
    expect((await lead()).outcome).toBe('ok');
    expect(publisher.held('quote:A')?.reading).toMatchObject({ value: { price: '1' } });
    await publisher.publish([offer('A', '1')]);
    expect(interrupted.published).toEqual([]);
  });

  it('prefers what is newer in the store to what it held itself', async () => {
    await lead();
    await publisher.publish([offer('A', '1')]);
    publisher.follow();
    await store.release('a');
    clock.advance(1_000);
    const other = createPublisher(store);
    await lead(other, 'b');
    await other.publish([offer('A', '2', noon + 1_000)]);
    await store.release('b');
    clock.advance(1_000);
    await lead();
    expect(publisher.held('quote:A')?.reading).toMatchObject({ value: { price: '2' } });
    expect(interrupted.published).toHaveLength(1);
  });
});
