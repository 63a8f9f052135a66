import { beforeEach, describe, expect, it } from 'vitest';
import type { ItemId } from '../../src/protocol/item-id.ts';
import type { ItemClass } from '../../src/protocol/meta.ts';
import type { Draft, QuoteValue, Reading } from '../../src/protocol/reading.ts';
import type { HeldItem } from '../../src/store/store.ts';
import type { Offer } from '../../src/worker/offer.ts';
import type { FeedPlan } from '../../src/worker/plan.ts';
import { planFeeds } from '../../src/worker/plan.ts';
import { createSourceDesk, type SourceDesk } from '../../src/worker/source-desk.ts';
import { type FakeClock, fakeClock } from '../support/fake-clock.ts';
import { makeProvider, recordLog, recordMetrics } from '../support/worker-rig.ts';

const id: ItemId = 'quote:X';

let clock: FakeClock;
let desk: SourceDesk;
let held: Map<ItemId, HeldItem>;
let feeds: readonly FeedPlan[];
/** Every reading that was let through, in order. */
let shown: Draft[];
let counts: ReadonlyMap<string, number>;
/** What the item showed when an operator gave an order that stands. */
let before: HeldItem | undefined;

/** Sources of one item by name; `echo` passes on what `one` says. */
function open(cls: ItemClass, ...names: readonly string[]): void {
  clock = fakeClock();
  held = new Map();
  shown = [];
  before = undefined;
  const { metrics, values } = recordMetrics();
  counts = values;
  desk = createSourceDesk({
    held: (item) => held.get(item),
    clock,
    log: recordLog().log,
    metrics,
  });
  plan(cls, names);
}

/** The config says so from now on. */
function plan(cls: ItemClass, names: readonly string[], symbol = 'X'): void {
  const paces = new Map(
    names.map((name) => [
      name,
      { provider: makeProvider({ id: name, origin: name === 'echo' ? 'one' : name }) },
    ]),
  );
  const sources = names.map((provider) => ({ provider, symbol }));
  feeds = planFeeds([{ id, cls, sources }], paces).feeds;
  desk.plan(feeds);
}

function feed(name: string): FeedPlan {
  const plan = feeds.find(({ provider }) => provider.id === name);
  if (plan === undefined) throw new Error(`no feed ${name}`);
  return plan;
}

const isAsked = (name: string) => desk.wanted(feed(name)).length > 0;

function take(offers: readonly Offer[]): void {
  for (const { draft } of offers) {
    shown.push(draft);
    if (before === undefined) held.set(draft.id, { reading: { ...draft, e: 1, s: shown.length } });
  }
}

/** A source says a price, whether or not it was to be asked; a minute passes first. */
function says(name: string, price: string, value: Partial<QuoteValue> = {}, freshMs = 600_000): void {
  clock.advance(60_000);
  const draft: Draft = {
    id,
    state: 'live',
    asOf: clock.now(),
    staleAt: clock.now() + freshMs,
    source: name,
    tier: 'primary',
    delay: 'realtime',
    value: { kind: 'quote', price, ...value },
  };
  take(desk.settle(feed(name).items, [{ draft }]));
}

function fails(name: string): void {
  clock.advance(60_000);
  take(desk.settle(feed(name).items, []));
}

/** The provider's own reference, which comes with a price. */
const against = (reference: string) => ({ basis: 'prevClose', reference }) as const;

const last = () => shown.at(-1);
const price = (draft: Draft | undefined) =>
  draft !== undefined && 'value' in draft && draft.value.kind === 'quote' ? draft.value.price : undefined;

describe('a price that jumps', () => {
  beforeEach(() => {
    open('share', 'one', 'echo', 'two');
    says('one', '627400');
    says('two', '627300');
    says('one', '627500');
    expect(price(last())).toBe('627500');
  });

  it('is not shown: the last good one stays, marked, and another origin is asked at once', () => {
    says('one', '185.10');
    expect(last()).toMatchObject({ state: 'held', value: { price: '627500' } });
    expect(isAsked('two')).toBe(true);
    expect(isAsked('echo')).toBe(false);
    expect(desk.heldBack()).toMatchObject({ [id]: { source: 'one', offered: '185.10', shown: '627500' } });
  });

  it('is not confirmed by being repeated for two hours, nor by a source that repeats the first', () => {
    for (let minute = 0; minute < 120; minute += 1) {
      says('one', '185.10');
      says('echo', '185.10');
    }
    expect(shown.map(price)).not.toContain('185.10');
    expect(last()).toMatchObject({ state: 'held', value: { price: '627500' } });
  });

  it('stays as far from the last good one as it was when a source that repeats the first takes over', () => {
    open('fx', 'one', 'echo');
    says('one', '1.1000');
    says('one', '1.1495');
    const { since } = desk.heldBack()[id] ?? {};
    // By then it would be an ordinary move of two days.
    clock.advance(2 * 86_400_000);
    for (const _failure of [1, 2]) fails('one');
    says('echo', '1.1495');
    expect(last()).toMatchObject({ state: 'held', value: { price: '1.1000' } });
    expect(desk.heldBack()[id]).toMatchObject({ since, source: 'echo' });
  });

  it('is not confirmed by another origin that says something else, and both are told', () => {
    says('one', '185.10');
    says('two', '627450');
    says('one', '185.10');
    expect(last()).toMatchObject({ state: 'held', value: { price: '627500' } });
    expect(desk.heldBack()[id]).toMatchObject({ other: '627450', otherSource: 'two' });
  });

  it('is forgotten as soon as the source is itself again', () => {
    says('one', '185.10');
    says('one', '627600');
    expect(last()).toMatchObject({ state: 'live', value: { price: '627600' } });
    expect(desk.heldBack()).toEqual({});
    expect(isAsked('two')).toBe(false);
  });

  it('is shown as soon as another origin says the same, and says who did', () => {
    says('one', '552000');
    expect(price(last())).toBe('627500');
    says('two', '552500');
    expect(last()).toMatchObject({
      state: 'live',
      source: 'one',
      confirmedBy: 'two',
      value: { price: '552000' },
    });
    says('one', '551000');
    expect(last()).toMatchObject({ confirmedBy: 'two', value: { price: '551000' } });
  });

  it('in another scale waits for another origin as well where there is one, whose word for the old one counts no more', () => {
    says('one', '627600', against('620000'));
    says('one', '12550', against('12400'));
    expect(last()).toMatchObject({ state: 'held', value: { price: '627600' } });
    for (const _failure of [1, 2]) fails('two');
    says('one', '12560', against('12400'));
    expect(last()).toMatchObject({ state: 'held', value: { price: '627600' } });
    says('two', '12555');
    expect(last()).toMatchObject({ state: 'live', confirmedBy: 'two', value: { price: '12560' } });
  });
});

describe('a price that jumps, of an item with several further origins', () => {
  const isUrgent = (name: string) => desk.isUrgent(feed(name));
  const askedOf = () => ['two', 'three'].filter(isAsked);

  beforeEach(() => {
    open('crypto', 'one', 'two', 'three');
    says('one', '60000');
    says('two', '60010');
    says('one', '54000');
    expect(last()).toMatchObject({ state: 'held', value: { price: '60000' } });
  });

  it('is told by one of them at once, and by the next only where that one says something else', () => {
    expect(askedOf()).toEqual(['two']);
    expect(isUrgent('two')).toBe(true);
    says('two', '60010');
    expect(askedOf()).toEqual(['three']);
    expect(isUrgent('three')).toBe(true);
    says('three', '54010');
    expect(last()).toMatchObject({ state: 'live', confirmedBy: 'three', value: { price: '54000' } });
    expect(askedOf()).toEqual([]);
  });

  it('goes on to the next where one has no word on it, and hurries none that was heard', () => {
    fails('two');
    expect(askedOf()).toEqual(['three']);
    says('three', '60010');
    expect(askedOf()).toHaveLength(1);
    expect(['two', 'three'].filter(isUrgent)).toEqual([]);
    expect(desk.heldBack()[id]).toMatchObject({ other: '60010', otherSource: 'three' });
  });

  it('is not confirmed by a word that is stale, as of a source that stands still', () => {
    says('two', '54000', {}, 0);
    expect(last()).toMatchObject({ state: 'held', value: { price: '60000' } });
    expect(askedOf()).toEqual(['three']);
  });

  it('asks them in turn for as long as it waits, never two at a time', () => {
    const heard = new Set<string>();
    for (let minute = 0; minute < 10; minute += 1) {
      const turn = askedOf();
      expect(turn).toHaveLength(1);
      for (const name of turn) {
        heard.add(name);
        says(name, '60010');
      }
      clock.advance(30_000);
    }
    expect([...heard].toSorted()).toEqual(['three', 'two']);
  });
});

describe('a price in another scale, of an item whose sources have one origin', () => {
  it('is shown at once, and its line begins anew', () => {
    open('share', 'one', 'echo');
    says('one', '627500', against('620000'));
    clock.advance(60_000);
    const draft: Draft = {
      ...(shown.at(-1) as Draft),
      asOf: clock.now(),
      value: { kind: 'quote', price: '12550', ...against('12400') },
    } as Draft;
    const [offer] = desk.settle(feed('one').items, [{ draft }]);
    expect(price(offer?.draft)).toBe('12550');
    expect(offer?.series).toEqual([{ t: clock.now(), price: '12550' }]);
  });

  it('stays held once it was in doubt: by the next day a wrong price is its own reference', () => {
    open('share', 'one');
    says('one', '620', against('610'));
    says('one', '6200', against('610'));
    expect(last()).toMatchObject({ state: 'held', value: { price: '620' } });
    clock.advance(86_400_000);
    says('one', '6210', against('6200'));
    expect(last()).toMatchObject({ state: 'held', value: { price: '620' } });
  });

  it.each(['crypto', 'fx', 'index', 'commodity'] as const)('is a jump where it is no share: %s', (cls) => {
    open(cls, 'one');
    says('one', '620', against('610'));
    says('one', '6200', against('6100'));
    expect(last()).toMatchObject({ state: 'held', value: { price: '620' } });
  });
});

describe('a price that waits while the config is read anew', () => {
  const waits = () => desk.heldBack()[id];
  const dayMs = 86_400_000;

  beforeEach(() => {
    open('share', 'one');
    says('one', '100');
    says('one', '112');
    // By now it would be an ordinary move.
    clock.advance(dayMs);
  });

  it('goes on waiting where a second source is added to settle it, whichever comes first, and that one is asked', () => {
    const before = waits();
    plan('share', ['two', 'one']);
    expect(waits()).toEqual(before);
    says('one', '112');
    expect(last()).toMatchObject({ state: 'held', value: { price: '100' } });
    expect(isAsked('two')).toBe(true);
    says('two', '112.1');
    expect(last()).toMatchObject({ state: 'live', source: 'two', value: { price: '112.1' } });
  });

  it('waits no more where its provider went, or the item is of another class', () => {
    expect(counts.get('quarantine_items')).toBe(1);
    plan('share', ['two']);
    expect(waits()).toBeUndefined();
    expect(counts.get('quarantine_items')).toBe(0);
    open('share', 'one');
    says('one', '100');
    says('one', '112');
    plan('crypto', ['one']);
    expect(waits()).toBeUndefined();
  });

  it('waits no more where its symbol turned out to be wrong', () => {
    plan('share', ['one', 'two'], 'Y');
    expect(waits()).toBeUndefined();
    fails('two');
    expect(last()).not.toMatchObject({ state: 'live', value: { price: '112' } });
  });
});

describe('what is known of a source', () => {
  it('stays with it where another is added: who stands in for one that fails goes on', () => {
    open('crypto', 'one', 'two');
    says('one', '100');
    for (const _failure of [1, 2]) fails('one');
    says('two', '100');
    plan('crypto', ['one', 'two', 'three']);
    expect(['one', 'two', 'three'].filter(isAsked)).toEqual(['one', 'two']);
    plan('crypto', ['two', 'one', 'three']);
    expect(['one', 'two', 'three'].filter(isAsked)).toEqual(['two']);
  });

  it('is no word of another symbol', () => {
    open('crypto', 'one', 'two');
    says('one', '100');
    says('two', '100');
    says('two', '120');
    plan('crypto', ['one', 'two'], 'Y');
    says('one', '120');
    expect(last()).toMatchObject({ state: 'held', value: { price: '100' } });
  });
});

describe('a first price', () => {
  it('is shown where nothing contradicts it and nobody else can be asked', () => {
    open('share', 'one', 'echo');
    says('one', '280', { basis: 'prevClose', reference: '276' });
    expect(last()).toMatchObject({ state: 'live', value: { price: '280' } });
    expect(last()).not.toHaveProperty('confirmedBy');
  });

  it('that contradicts its own reference is an honest blank', () => {
    open('share', 'one');
    says('one', '185.10', { basis: 'prevClose', reference: '627400' });
    expect(last()).toMatchObject({ state: 'unavailable', reason: 'refused' });
  });

  it('waits for another origin where there is one', () => {
    open('fx', 'one', 'two');
    says('one', '4.98');
    expect(shown).toEqual([]);
    expect(isAsked('two')).toBe(true);
    says('two', '4.97');
    expect(last()).toMatchObject({ source: 'one', confirmedBy: 'two', value: { price: '4.98' } });
  });

  it('is not shown where the other origin says something else', () => {
    open('fx', 'one', 'two');
    says('one', '4.98');
    says('two', '4.7075');
    says('one', '4.98');
    expect(shown).toEqual([]);
  });

  it('is shown unconfirmed where the other origin cannot be heard', () => {
    open('fx', 'one', 'two');
    says('one', '4.7075');
    fails('two');
    expect(last()).toMatchObject({ source: 'one', value: { price: '4.7075' } });
    expect(last()).not.toHaveProperty('confirmedBy');
  });
});

describe('a source that fails', () => {
  beforeEach(() => {
    open('crypto', 'one', 'two');
    says('one', '100');
    fails('two');
    says('one', '100');
    expect(isAsked('two')).toBe(false);
    fails('one');
    fails('one');
  });

  it('is followed by the next, and leads again when it is well for good', () => {
    expect(isAsked('two')).toBe(true);
    says('two', '101');
    expect(last()).toMatchObject({ source: 'two', value: { price: '101' } });
    for (let minute = 0; minute < 3; minute += 1) says('one', '102');
    expect(last()).toMatchObject({ source: 'two' });
    for (let minute = 0; minute < 3; minute += 1) says('one', '102');
    expect(last()).toMatchObject({ source: 'one', value: { price: '102' } });
  });

  it('does not let a wrong price of the next one through', () => {
    says('two', '250');
    expect(last()).toMatchObject({ state: 'held', value: { price: '100' } });
  });
});

/** An operator's order: nothing of what the desk lets through is shown until it is lifted. */
function order(kind: 'hold' | 'pin' | 'withdraw'): void {
  before = held.get(id);
  const reading = before?.reading as Reading;
  const mark = { pinned: true, ...(kind === 'hold' ? { state: 'held' } : {}) } as const;
  const blank = { id, state: 'withdrawn', reason: 'withdrawn', asOf: clock.now(), e: 1, s: 9 } as const;
  held.set(id, { reading: kind === 'withdraw' ? blank : ({ ...reading, ...mark } as Reading) });
}

/** Shows what stood there before, until the next value is let through. */
function lift(): void {
  if (before !== undefined) held.set(id, before);
  before = undefined;
}

describe('while an operator keeps or withdraws what is shown', () => {
  it.each(['hold', 'pin'] as const)(
    'a market that moves on in ordinary steps makes no jump at its end: %s',
    (kind) => {
      open('index', 'one');
      says('one', '6000');
      order(kind);
      // Three percent in an hour.
      for (let minute = 1; minute <= 60; minute += 1) says('one', String(6000 + 3 * minute));
      expect(last()).toMatchObject({ state: 'live', value: { price: '6180' } });
      lift();
      says('one', '6183');
      expect(last()).toMatchObject({ state: 'live', value: { price: '6183' } });
    },
  );

  it('a price that jumps waits behind the last good one, not behind what the order keeps', () => {
    open('index', 'one');
    says('one', '6000');
    order('hold');
    for (let minute = 1; minute <= 60; minute += 1) says('one', String(6000 + 3 * minute));
    says('one', '7200');
    expect(last()).toMatchObject({ state: 'held', value: { price: '6180' } });
    expect(last()).not.toHaveProperty('pinned');
  });

  it('what was withdrawn measures nothing, nor once it stands there again until the next value comes', () => {
    open('index', 'one');
    says('one', '103.5');
    order('withdraw');
    says('one', '103.6');
    says('one', '100.2');
    expect(last()).toMatchObject({ state: 'live', value: { price: '100.2' } });
    lift();
    says('one', '100.3');
    expect(last()).toMatchObject({ state: 'live', value: { price: '100.3' } });
  });
});

it('goes on from the source that another leader showed last', () => {
  open('crypto', 'one', 'two');
  const draft: Draft = {
    ...{
      id,
      state: 'live',
      asOf: clock.now(),
      staleAt: clock.now() + 600_000,
      source: 'two',
      tier: 'fallback',
    },
    ...{ delay: 'realtime', value: { kind: 'quote', price: '100' } },
  } as Draft;
  held.set(id, { reading: { ...draft, e: 1, s: 1 } });
  fails('one');
  fails('one');
  says('two', '101');
  expect(last()).toMatchObject({ source: 'two', value: { price: '101' } });
});
