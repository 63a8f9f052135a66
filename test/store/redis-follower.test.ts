import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Reading, Stamp } from '../../src/protocol/reading.ts';
import { createRedisFollower, type RedisFollower } from '../../src/store/redis-follower.ts';
import type { HeldItem, StoreState } from '../../src/store/store.ts';
import { quoteDraft } from '../contracts/store.ts';
import { type FakeClock, fakeClock, settle } from '../support/fake-clock.ts';

let clock: FakeClock;
let follower: RedisFollower;
/** What stands in Redis. */
let state: Map<string, HeldItem>;
let top: Stamp;
let told: string[];
let lags: number[];
let counts: { loads: number; repairs: number; freed: number };
let isAway: boolean;

const item = (name: string, e: number, s: number): HeldItem => ({
  reading: { ...quoteDraft(name, '1'), e, s } as Reading,
});

/** Writes items as a leader does; says what it announced. */
function write(...items: readonly HeldItem[]): string {
  for (const each of items) state.set(each.reading.id, each);
  const { e, s } = items.at(-1)?.reading ?? top;
  top = { e, s };
  return JSON.stringify({ t: 'put', at: clock.now(), e, s, items });
}

const beat = () => JSON.stringify({ t: 'hb', at: clock.now(), ...top, owner: 'a' });

beforeEach(() => {
  clock = fakeClock();
  state = new Map();
  top = { e: 0, s: 0 };
  told = [];
  lags = [];
  counts = { loads: 0, repairs: 0, freed: 0 };
  isAway = false;
  follower = createRedisFollower({
    clock,
    random: () => 0.5,
    async load() {
      counts.loads += 1;
      if (isAway) throw new Error('away');
      return { epoch: top.e, seq: top.s, items: new Map(state) } as StoreState;
    },
    async top() {
      if (isAway) throw new Error('away');
      return top;
    },
    onItems: (items) => told.push(...items.map(({ reading: { id, e, s } }) => `${id} ${e}.${s}`)),
    onFree() {
      counts.freed += 1;
    },
    onRepair() {
      counts.repairs += 1;
    },
    onLag: (lagMs) => lags.push(lagMs),
  });
  follower.start();
});

afterEach(() => {
  follower.stop();
  expect(clock.pending()).toBe(0);
});

describe('a follower', () => {
  it('reads what stands there once it listens, then takes what is announced', async () => {
    write(item('A', 1, 1), item('B', 1, 2));
    follower.listening();
    await settle();
    follower.hear(write(item('A', 1, 3)));
    await settle();
    expect(told).toEqual(['quote:A 1.1', 'quote:B 1.2', 'quote:A 1.3']);
    expect(counts).toEqual({ loads: 1, repairs: 0, freed: 0 });
  });

  it('tells how late it heard by the two clocks, below zero where ours is behind', () => {
    const said = beat();
    follower.hear(said);
    clock.step(-3_600_000);
    follower.hear(said);
    expect(lags).toEqual([0, -3_600_000]);
  });

  it('reads at once where an announcement shows that another was missed', async () => {
    follower.hear(write(item('A', 1, 1)));
    await settle();
    told.length = 0;
    write(item('B', 1, 2));
    follower.hear(write(item('C', 1, 3)));
    await settle();
    expect(told).toEqual(['quote:C 1.3', 'quote:B 1.2']);
    expect(counts.repairs).toBe(1);
  });

  it('reads at once where a heartbeat shows that the last announcement was missed', async () => {
    write(item('A', 1, 1));
    follower.hear(beat());
    await settle();
    expect(told).toEqual(['quote:A 1.1']);
    expect(counts.repairs).toBe(1);
  });

  it('looks every five seconds though nothing is heard, and reads only where there is something new', async () => {
    write(item('A', 1, 1));
    await clock.advanceAsync(5_000);
    expect(told).toEqual(['quote:A 1.1']);
    await clock.advanceAsync(60_000);
    expect(counts).toEqual({ loads: 1, repairs: 1, freed: 0 });
  });

  it('goes on looking while the store is away, and is never told less than it knows', async () => {
    follower.hear(write(item('A', 5, 9)));
    await settle();
    isAway = true;
    await clock.advanceAsync(60_000);
    isAway = false;
    state.clear();
    top = { e: 0, s: 0 };
    write(item('A', 4, 1));
    await clock.advanceAsync(10_000);
    expect(told).toEqual(['quote:A 5.9']);
    write(item('A', 6, 1));
    await clock.advanceAsync(5_000);
    expect(told).toEqual(['quote:A 5.9', 'quote:A 6.1']);
  });

  it.each([
    ['an announcement has shown that another was missed', () => follower.hear(write(item('C', 1, 3)))],
    ['it began to listen', () => follower.listening()],
  ])('reads soon what it could not read when %s', async (_what, hears) => {
    follower.hear(write(item('A', 1, 1)));
    await settle();
    isAway = true;
    write(item('B', 1, 2));
    hears();
    await clock.advanceAsync(10_000);
    expect(told).not.toContain('quote:B 1.2');
    isAway = false;
    await clock.advanceAsync(1_000);
    expect(told).toContain('quote:B 1.2');
    const { loads } = counts;
    await clock.advanceAsync(60_000);
    expect(counts.loads).toBe(loads);
  });

  it('makes one read more of all wishes that come while it reads', async () => {
    follower.listening();
    follower.listening();
    follower.listening();
    await settle();
    expect(counts.loads).toBe(2);
  });

  it('hears who leads, until nobody has beaten for five seconds or the lease is given up', async () => {
    expect(follower.leader()).toBeUndefined();
    follower.hear(beat());
    expect(follower.leader()).toBe('a');
    await clock.advanceAsync(5_000);
    expect(follower.leader()).toBeUndefined();
    follower.hear(beat());
    follower.hear('{"t":"free"}');
    expect(follower.leader()).toBeUndefined();
    expect(counts.freed).toBe(1);
  });

  it.each([
    '',
    '[]',
    'null',
    '{"t":"put"}',
    '{"t":"put","at":1,"e":1,"s":1,"items":[{"reading":{"id":"nonsense","e":1,"s":1}},7,null]}',
    '{"t":"hb","at":"now","e":1,"s":1}',
    '{"t":"later","at":1,"e":9,"s":9}',
  ])('takes no harm from %j', async (text) => {
    follower.hear(text);
    await settle();
    expect(told).toEqual([]);
  });
});
