import { beforeEach, describe, expect, it } from 'vitest';
import type { Draft } from '../../src/protocol/reading.ts';
import { type DeskRig, id, openDesk } from './desk-rig.ts';

let rig: DeskRig;

/** The provider's own reference, which comes with a price. */
const against = (reference: string) => ({ basis: 'prevClose', reference }) as const;

const price = (draft: Draft | undefined) =>
  draft !== undefined && 'value' in draft && draft.value.kind === 'quote' ? draft.value.price : undefined;

describe('a price that jumps', () => {
  beforeEach(() => {
    rig = openDesk('share', 'one', 'echo', 'two');
    rig.says('one', '627400');
    rig.says('two', '627300');
    rig.says('one', '627500');
    expect(price(rig.last())).toBe('627500');
  });

  it('is not shown: the last good one stays, marked, and another origin is asked at once', () => {
    rig.says('one', '185.10');
    expect(rig.last()).toMatchObject({ state: 'held', value: { price: '627500' } });
    expect(rig.isAsked('two')).toBe(true);
    expect(rig.isAsked('echo')).toBe(false);
    expect(rig.desk.heldBack()).toMatchObject({
      [id]: { source: 'one', offered: '185.10', shown: '627500' },
    });
  });

  it('is not confirmed by being repeated for two hours, nor by a source that repeats the first', () => {
    for (let minute = 0; minute < 120; minute += 1) {
      rig.says('one', '185.10');
      rig.says('echo', '185.10');
    }
    expect(rig.shown.map(price)).not.toContain('185.10');
    expect(rig.last()).toMatchObject({ state: 'held', value: { price: '627500' } });
  });

  it('stays as far from the last good one as it was when a source that repeats the first takes over', () => {
    rig = openDesk('fx', 'one', 'echo');
    rig.says('one', '1.1000');
    rig.says('one', '1.1495');
    const { since } = rig.desk.heldBack()[id] ?? {};
    // By then it would be an ordinary move of two days.
    rig.clock.advance(2 * 86_400_000);
    for (const _failure of [1, 2]) rig.fails('one');
    rig.says('echo', '1.1495');
    expect(rig.last()).toMatchObject({ state: 'held', value: { price: '1.1000' } });
    expect(rig.desk.heldBack()[id]).toMatchObject({ since, source: 'echo' });
  });

  it('is not confirmed by another origin that says something else, and both are told', () => {
    rig.says('one', '185.10');
    rig.says('two', '627450');
    rig.says('one', '185.10');
    expect(rig.last()).toMatchObject({ state: 'held', value: { price: '627500' } });
    expect(rig.desk.heldBack()[id]).toMatchObject({ other: '627450', otherSource: 'two' });
  });

  it('is forgotten as soon as the source is itself again', () => {
    rig.says('one', '185.10');
    rig.says('one', '627600');
    expect(rig.last()).toMatchObject({ state: 'live', value: { price: '627600' } });
    expect(rig.desk.heldBack()).toEqual({});
    expect(rig.isAsked('two')).toBe(false);
  });

  it('is shown as soon as another origin says the same, and says who did', () => {
    rig.says('one', '552000');
    expect(price(rig.last())).toBe('627500');
    rig.says('two', '552500');
    expect(rig.last()).toMatchObject({
      state: 'live',
      source: 'one',
      confirmedBy: 'two',
      value: { price: '552000' },
    });
    rig.says('one', '551000');
    expect(rig.last()).toMatchObject({ confirmedBy: 'two', value: { price: '551000' } });
  });

  it('in another scale waits for another origin as well where there is one, whose word for the old one counts no more', () => {
    rig.says('one', '627600', against('620000'));
    rig.says('one', '12550', against('12400'));
    expect(rig.last()).toMatchObject({ state: 'held', value: { price: '627600' } });
    for (const _failure of [1, 2]) rig.fails('two');
    rig.says('one', '12560', against('12400'));
    expect(rig.last()).toMatchObject({ state: 'held', value: { price: '627600' } });
    rig.says('two', '12555');
    expect(rig.last()).toMatchObject({ state: 'live', confirmedBy: 'two', value: { price: '12560' } });
  });
});

describe('a price that jumps, of an item with several further origins', () => {
  const isUrgent = (name: string) => rig.desk.isUrgent(rig.feed(name));
  const askedOf = () => ['two', 'three'].filter(rig.isAsked);

  beforeEach(() => {
    rig = openDesk('crypto', 'one', 'two', 'three');
    rig.says('one', '60000');
    rig.says('two', '60010');
    rig.says('one', '54000');
    expect(rig.last()).toMatchObject({ state: 'held', value: { price: '60000' } });
  });

  it('is told by one of them at once, and by the next only where that one says something else', () => {
    expect(askedOf()).toEqual(['two']);
    expect(isUrgent('two')).toBe(true);
    rig.says('two', '60010');
    expect(askedOf()).toEqual(['three']);
    expect(isUrgent('three')).toBe(true);
    rig.says('three', '54010');
    expect(rig.last()).toMatchObject({ state: 'live', confirmedBy: 'three', value: { price: '54000' } });
    expect(askedOf()).toEqual([]);
  });

  it('goes on to the next where one has no word on it, and hurries none that was heard', () => {
    rig.fails('two');
    expect(askedOf()).toEqual(['three']);
    rig.says('three', '60010');
    expect(askedOf()).toHaveLength(1);
    expect(['two', 'three'].filter(isUrgent)).toEqual([]);
    expect(rig.desk.heldBack()[id]).toMatchObject({ other: '60010', otherSource: 'three' });
  });

  it('is not confirmed by a word that is stale, as of a source that stands still', () => {
    rig.says('two', '54000', {}, 0);
    expect(rig.last()).toMatchObject({ state: 'held', value: { price: '60000' } });
    expect(askedOf()).toEqual(['three']);
  });

  it('asks them in turn for as long as it waits, never two at a time', () => {
    const heard = new Set<string>();
    for (let minute = 0; minute < 10; minute += 1) {
      const turn = askedOf();
      expect(turn).toHaveLength(1);
      for (const name of turn) {
        heard.add(name);
        rig.says(name, '60010');
      }
      rig.clock.advance(30_000);
    }
    expect([...heard].toSorted()).toEqual(['three', 'two']);
  });
});

describe('a price in another scale, of an item whose sources have one origin', () => {
  it('is shown at once, and its line begins anew', () => {
    rig = openDesk('share', 'one', 'echo');
    rig.says('one', '627500', against('620000'));
    rig.clock.advance(60_000);
    const draft: Draft = {
      ...(rig.last() as Draft),
      asOf: rig.clock.now(),
      value: { kind: 'quote', price: '12550', ...against('12400') },
    } as Draft;
    const [offer] = rig.desk.settle(rig.feed('one').items, [{ draft }]);
    expect(price(offer?.draft)).toBe('12550');
    expect(offer?.series).toEqual([{ t: rig.clock.now(), price: '12550' }]);
  });

  it('stays held once it was in doubt: by the next day a wrong price is its own reference', () => {
    rig = openDesk('share', 'one');
    rig.says('one', '620', against('610'));
    rig.says('one', '6200', against('610'));
    expect(rig.last()).toMatchObject({ state: 'held', value: { price: '620' } });
    rig.clock.advance(86_400_000);
    rig.says('one', '6210', against('6200'));
    expect(rig.last()).toMatchObject({ state: 'held', value: { price: '620' } });
  });

  it.each(['crypto', 'fx', 'index', 'commodity'] as const)('is a jump where it is no share: %s', (cls) => {
    rig = openDesk(cls, 'one');
    rig.says('one', '620', against('610'));
    rig.says('one', '6200', against('6100'));
    expect(rig.last()).toMatchObject({ state: 'held', value: { price: '620' } });
  });
});

describe('a price that waits while the config is read anew', () => {
  const waits = () => rig.desk.heldBack()[id];
  const dayMs = 86_400_000;

  beforeEach(() => {
    rig = openDesk('share', 'one');
    rig.says('one', '100');
    rig.says('one', '112');
    // By now it would be an ordinary move.
    rig.clock.advance(dayMs);
  });

  it('goes on waiting where a second source is added to settle it, whichever comes first, and that one is asked', () => {
    const before = waits();
    rig.plan('share', ['two', 'one']);
    expect(waits()).toEqual(before);
    rig.says('one', '112');
    expect(rig.last()).toMatchObject({ state: 'held', value: { price: '100' } });
    expect(rig.isAsked('two')).toBe(true);
    rig.says('two', '112.1');
    expect(rig.last()).toMatchObject({ state: 'live', source: 'two', value: { price: '112.1' } });
  });

  it('waits no more where its provider went, or the item is of another class', () => {
    expect(rig.counts.get('quarantine_items')).toBe(1);
    rig.plan('share', ['two']);
    expect(waits()).toBeUndefined();
    expect(rig.counts.get('quarantine_items')).toBe(0);
    rig = openDesk('share', 'one');
    rig.says('one', '100');
    rig.says('one', '112');
    rig.plan('crypto', ['one']);
    expect(waits()).toBeUndefined();
  });

  it('waits no more where its symbol turned out to be wrong', () => {
    rig.plan('share', ['one', 'two'], 'Y');
    expect(waits()).toBeUndefined();
    rig.fails('two');
    expect(rig.last()).not.toMatchObject({ state: 'live', value: { price: '112' } });
  });
});

describe('a first price', () => {
  it('is shown where nothing contradicts it and nobody else can be asked', () => {
    rig = openDesk('share', 'one', 'echo');
    rig.says('one', '280', { basis: 'prevClose', reference: '276' });
    expect(rig.last()).toMatchObject({ state: 'live', value: { price: '280' } });
    expect(rig.last()).not.toHaveProperty('confirmedBy');
  });

  it('that contradicts its own reference is an honest blank', () => {
    rig = openDesk('share', 'one');
    rig.says('one', '185.10', { basis: 'prevClose', reference: '627400' });
    expect(rig.last()).toMatchObject({ state: 'unavailable', reason: 'refused' });
  });

  it('waits for another origin where there is one', () => {
    rig = openDesk('fx', 'one', 'two');
    rig.says('one', '4.98');
    expect(rig.shown).toEqual([]);
    expect(rig.isAsked('two')).toBe(true);
    rig.says('two', '4.97');
    expect(rig.last()).toMatchObject({ source: 'one', confirmedBy: 'two', value: { price: '4.98' } });
  });

  it('is not shown where the other origin says something else', () => {
    rig = openDesk('fx', 'one', 'two');
    rig.says('one', '4.98');
    rig.says('two', '4.7075');
    rig.says('one', '4.98');
    expect(rig.shown).toEqual([]);
  });

  it('is shown unconfirmed where the other origin cannot be heard', () => {
    rig = openDesk('fx', 'one', 'two');
    rig.says('one', '4.7075');
    rig.fails('two');
    expect(rig.last()).toMatchObject({ source: 'one', value: { price: '4.7075' } });
    expect(rig.last()).not.toHaveProperty('confirmedBy');
  });
});

describe('while an operator keeps or withdraws what is shown', () => {
  it.each(['hold', 'pin'] as const)(
    'a market that moves on in ordinary steps makes no jump at its end: %s',
    (kind) => {
      rig = openDesk('index', 'one');
      rig.says('one', '6000');
      rig.order(kind);
      // Three percent in an hour.
      for (let minute = 1; minute <= 60; minute += 1) rig.says('one', String(6000 + 3 * minute));
      expect(rig.last()).toMatchObject({ state: 'live', value: { price: '6180' } });
      rig.lift();
      rig.says('one', '6183');
      expect(rig.last()).toMatchObject({ state: 'live', value: { price: '6183' } });
    },
  );

  it('a price that jumps waits behind the last good one, not behind what the order keeps', () => {
    rig = openDesk('index', 'one');
    rig.says('one', '6000');
    rig.order('hold');
    for (let minute = 1; minute <= 60; minute += 1) rig.says('one', String(6000 + 3 * minute));
    rig.says('one', '7200');
    expect(rig.last()).toMatchObject({ state: 'held', value: { price: '6180' } });
    expect(rig.last()).not.toHaveProperty('pinned');
  });

  it('what was withdrawn measures nothing, nor once it stands there again until the next value comes', () => {
    rig = openDesk('index', 'one');
    rig.says('one', '103.5');
    rig.order('withdraw');
    rig.says('one', '103.6');
    rig.says('one', '100.2');
    expect(rig.last()).toMatchObject({ state: 'live', value: { price: '100.2' } });
    rig.lift();
    rig.says('one', '100.3');
    expect(rig.last()).toMatchObject({ state: 'live', value: { price: '100.3' } });
  });
});
