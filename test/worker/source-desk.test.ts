import { beforeEach, describe, expect, it } from 'vitest';
import { type DeskRig, id, openDesk, priceOf } from './desk-rig.ts';

let rig: DeskRig;

describe('what is known of a source', () => {
  it('stays with it where another is added: who stands in for one that fails goes on', () => {
    rig = openDesk('crypto', 'one', 'two');
    rig.says('one', '100');
    for (const _failure of [1, 2]) rig.fails('one');
    rig.says('two', '100');
    rig.plan('crypto', ['one', 'two', 'three']);
    expect(['one', 'two', 'three'].filter(rig.isAsked)).toEqual(['one', 'two']);
    rig.plan('crypto', ['two', 'one', 'three']);
    expect(['one', 'two', 'three'].filter(rig.isAsked)).toEqual(['two']);
  });

  it('is no word of another symbol', () => {
    rig = openDesk('crypto', 'one', 'two');
    rig.says('one', '100');
    rig.says('two', '100');
    rig.says('two', '120');
    rig.plan('crypto', ['one', 'two'], 'Y');
    rig.says('one', '120');
    expect(rig.last()).toMatchObject({ state: 'held', value: { price: '100' } });
  });
});

describe('a source that fails', () => {
  beforeEach(() => {
    rig = openDesk('crypto', 'one', 'two');
    rig.says('one', '100');
    rig.fails('two');
    rig.says('one', '100');
    expect(rig.isAsked('two')).toBe(false);
    rig.fails('one');
    rig.fails('one');
  });

  it('is followed by the next, and leads again when it is well for good', () => {
    expect(rig.isAsked('two')).toBe(true);
    rig.says('two', '101');
    expect(rig.last()).toMatchObject({ source: 'two', value: { price: '101' } });
    for (let minute = 0; minute < 3; minute += 1) rig.says('one', '102');
    expect(rig.last()).toMatchObject({ source: 'two' });
    for (let minute = 0; minute < 3; minute += 1) rig.says('one', '102');
    expect(rig.last()).toMatchObject({ source: 'one', value: { price: '102' } });
  });

  it('does not let a wrong price of the next one through', () => {
    rig.says('two', '250');
    expect(rig.last()).toMatchObject({ state: 'held', value: { price: '100' } });
  });
});

it('goes on from the source that another leader showed last', () => {
  rig = openDesk('crypto', 'one', 'two');
  const shown = priceOf('two', '100', {}, rig.clock.now(), 600_000);
  rig.held.set(id, { reading: { ...shown, e: 1, s: 1 } });
  rig.fails('one');
  rig.fails('one');
  rig.says('two', '101');
  expect(rig.last()).toMatchObject({ source: 'two', value: { price: '101' } });
});
